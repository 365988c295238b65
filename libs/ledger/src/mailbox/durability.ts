import type { Position, StagedAppend } from '#event-store';
import { flushFailed } from '../failures.ts';

/** An append whose place is fixed, and the epoch in which that happened. */
export interface Staged {
  readonly position: Position;
  readonly durable: Promise<void>;
  readonly epoch: number;
  /** The append holds later events of other decisions, and only the log tells where those before them stand. */
  readonly endsLater?: true;
}

/**
 * How far the log is durable, as far as this process has waited for it.
 *
 * A failed flush ends an epoch: what was staged in it beyond the durable part is gone, the states that had gone on
 * are dropped, and whatever was begun in it and is not answered yet must not append any more.
 */
export class Durability {
  #epoch = 0;
  #position: Position = -1n;
  #lastStaged: Staged | undefined;
  readonly #onFailure: (cause: unknown) => void;

  /** @param onFailure drops every state that has gone on beyond the durable log. */
  constructor(onFailure: (cause: unknown) => void) {
    this.#onFailure = onFailure;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** Everything up to here is durable; more may be. */
  get position(): Position {
    return this.#position;
  }

  /** To be asked in the turn in which the store answered. */
  staged({ position, durable }: StagedAppend): Staged {
    const staged = { position, durable, epoch: this.#epoch };
    if (this.#lastStaged === undefined || position > this.#lastStaged.position) this.#lastStaged = staged;
    return staged;
  }

  /** The append that stands last in the log, of those that this process has staged. */
  get lastStaged(): Staged | undefined {
    return this.#lastStaged;
  }

  isDurable(staged: Staged): boolean {
    return staged.epoch === this.#epoch && staged.position <= this.#position;
  }

  /**
   * Resolves when the append is durable.
   * @throws LedgerUnavailableError when it never will be.
   */
  async reached(staged: Staged): Promise<void> {
    if (this.isDurable(staged)) return;
    try {
      await staged.durable;
    } catch (error) {
      if (staged.epoch === this.#epoch) {
        this.#epoch += 1;
        this.#lastStaged = undefined;
        this.#onFailure(error);
      }
      throw flushFailed(error);
    }
    if (staged.position > this.#position) this.#position = staged.position;
  }
}
