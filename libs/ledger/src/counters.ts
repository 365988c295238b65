/** What the ledger counts of itself, for metrics. All but the last three only ever grow. */
export interface Counters {
  commandsDone: number;
  commandsRefused: number;
  commandsInConflict: number;
  commandsUnavailable: number;
  /** Commands that were known already and got their first answer again. */
  commandsRepeated: number;
  appends: number;
  events: number;
  /** Appends that another process had come before. */
  contentions: number;
  /** Appends of unknown outcome that were sent again. */
  resends: number;
  flushFailures: number;
  cacheHits: number;
  cacheMisses: number;
  cacheEvictions: number;
  /** Orders and closings that were found half-way and driven to their end. */
  recovered: number;
  /** Products that changes of the scopes have gone through. */
  productsReevaluated: number;
  /** Estimated bytes of the states in memory now. */
  cacheBytes: number;
  /** Changes of the scopes that are taking effect on products now. */
  reevaluationsUnderWay: number;
  /** Commands under way now. */
  commandsUnderWay: number;
}

export const newCounters = (): Counters => ({
  commandsDone: 0,
  commandsRefused: 0,
  commandsInConflict: 0,
  commandsUnavailable: 0,
  commandsRepeated: 0,
  appends: 0,
  events: 0,
  contentions: 0,
  resends: 0,
  flushFailures: 0,
  cacheHits: 0,
  cacheMisses: 0,
  cacheEvictions: 0,
  recovered: 0,
  productsReevaluated: 0,
  cacheBytes: 0,
  reevaluationsUnderWay: 0,
  commandsUnderWay: 0,
});
