/** One side of a comparison: ours or a peer. */
export interface Contender {
  /** What the report calls it, tuning included, e.g. `PostgreSQL, pool of 16`. */
  readonly name: string;
  setup(): Promise<void>;
  /**
   * Does one whole operation and resolves when it is durable and answered; rejects when it was refused.
   * @param index counts the operations of this contender from 0, warm-up included, and never repeats.
   */
  op(index: number): Promise<void>;
  /** Runs once after the last round, also when a round failed. */
  teardown(): Promise<void>;
  /** Called after the last round, before teardown: what else the report should say, e.g. the projector's lag. */
  notes?(): Promise<readonly string[]>;
}
