/** A limit on every queue, retry and batch of the ledger. */
export interface Limits {
  /** Bytes of folded product states that stay in memory (an estimate). */
  readonly cacheBytesMax: number;
  /** Commands begun and not answered yet; beyond it a command is turned away as OVERLOADED. */
  readonly commandsMax: number;
  /** Decisions on one stream that go out in one append. */
  readonly batchDecisionsMax: number;
  /** Events, and estimated bytes of them, after which an append takes no further decision. */
  readonly batchEventsMax: number;
  readonly batchBytesMax: number;
  /**
   * Bytes of a product's state (an estimate) up to which it is kept while decisions of which the append may be lost go
   * on from it. Beyond them a lost append costs the folding of the whole stream.
   */
  readonly keptBytesMax: number;
  /** Times that a decision is made again because another process appended to its stream first. */
  readonly attemptsMax: number;
  /** Times that an append of unknown outcome is sent again. */
  readonly resendsMax: number;
  /** Items of a bulk request that are under way at once. */
  readonly bulkWindow: number;
  /** Products that an option change re-evaluates before its answer; the rest follow in the background. */
  readonly productsBeforeAnswerMax: number;
  /** A process is not ready when its scopes are further behind the log than this. */
  readonly directoryLagMsMax: number;
  /** Where several processes append: how long an open order is left to the process that opened it. */
  readonly takeOverAfterMs: number;
  /** How often orders and closings that stopped half-way are looked for. */
  readonly recoveryIntervalMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  cacheBytesMax: 256 * 1024 * 1024,
  commandsMax: 10_000,
  batchDecisionsMax: 256,
  batchEventsMax: 1_000,
  batchBytesMax: 512 * 1024,
  keptBytesMax: 16 * 1024 * 1024,
  attemptsMax: 12,
  resendsMax: 8,
  bulkWindow: 256,
  productsBeforeAnswerMax: 1_000,
  directoryLagMsMax: 2_000,
  takeOverAfterMs: 10_000,
  recoveryIntervalMs: 30_000,
};
