import {
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type StagedAppend,
  StoreFullError,
} from '#event-store';
import { DyingStore } from './dying-store.ts';

/**
 * A store whose flushes can be made to fail: while they do, it stages what it is given, and nothing of it ever
 * reaches the log.
 */
export class FailingFlushStore extends DyingStore {
  readonly #heads = new Map<string, number>();
  #failing: PromiseWithResolvers<void> | undefined;
  #position = 0n;

  constructor(store: EventStore) {
    super(store, Number.POSITIVE_INFINITY);
  }

  /** From now on nothing becomes durable. */
  hold(): void {
    this.#failing = Promise.withResolvers();
    this.#failing.promise.catch(() => {});
  }

  /** The flush of everything staged since fails; what comes later is written again. */
  fail(): void {
    this.#failing?.reject(new StoreFullError('log.sqlite'));
    this.#failing = undefined;
    this.#heads.clear();
  }

  override async append(
    stream: string,
    events: readonly EventToAppend[],
    expected: ExpectedRevision,
  ): Promise<StagedAppend> {
    if (this.#failing === undefined) return super.append(stream, events, expected);
    const durable = this.#failing.promise;
    const head = this.#heads.get(stream) ?? (await this.lastRevision(stream));
    const lastRevision = head + events.length;
    this.#heads.set(stream, lastRevision);
    this.#position = (this.#position || (await this.lastPosition())) + BigInt(events.length);
    return { firstRevision: head + 1, lastRevision, position: this.#position, durable };
  }
}
