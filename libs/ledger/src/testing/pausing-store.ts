import type { EventToAppend, ExpectedRevision, StagedAppend } from '#event-store';
import { type ServerLog, ServerStore } from './server-store.ts';

/** Where a process is paused: before it sends an append, or before it hears that the append is done. */
export type Pause = 'before' | 'after';

/** A store as a process has it that is paused at one of its appends, and knows nothing of it. */
export class PausingStore extends ServerStore {
  readonly #paused = Promise.withResolvers<void>();
  readonly #going = Promise.withResolvers<void>();
  readonly #pause: Pause;
  #appendsLeft: number;

  /** @param appendsBefore how many appends are done and heard of first. */
  constructor(log: ServerLog, pause: Pause, appendsBefore: number) {
    super(log);
    this.#pause = pause;
    this.#appendsLeft = appendsBefore;
  }

  /** Resolves when the process stands still. */
  get paused(): Promise<void> {
    return this.#paused.promise;
  }

  goOn(): void {
    this.#going.resolve();
  }

  override async append(
    stream: string,
    events: readonly EventToAppend[],
    expected: ExpectedRevision,
  ): Promise<StagedAppend> {
    const isHere = this.#appendsLeft-- === 0;
    if (isHere && this.#pause === 'before') await this.#standStill();
    const append = await super.append(stream, events, expected);
    if (isHere && this.#pause === 'after') await this.#standStill();
    return append;
  }

  #standStill(): Promise<void> {
    this.#paused.resolve();
    return this.#going.promise;
  }
}
