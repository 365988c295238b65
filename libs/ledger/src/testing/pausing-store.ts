import type { EventToAppend, ExpectedRevision, StagedAppend } from '#event-store';
import { type ServerLog, ServerStore } from './server-store.ts';

/** A store as a process has it that is paused before one of its appends, and knows nothing of it. */
export class PausingStore extends ServerStore {
  readonly #paused = Promise.withResolvers<void>();
  readonly #going = Promise.withResolvers<void>();
  #appendsLeft: number;

  /** @param appendsBefore how many appends are done first. */
  constructor(log: ServerLog, appendsBefore: number) {
    super(log);
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
    if (this.#appendsLeft-- === 0) {
      this.#paused.resolve();
      await this.#going.promise;
    }
    return super.append(stream, events, expected);
  }
}
