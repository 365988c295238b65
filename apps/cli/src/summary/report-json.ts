import type { ImportReport } from '../import/run-import.ts';

/** What came of a load, for programs. */
export function reportJson({ title, place, tally, skipped, log, stock, durations }: ImportReport): unknown {
  return {
    title,
    ledger: place,
    commands: tally.count(),
    outcomes: Object.fromEntries(
      [...tally.outcomes].map(([type, codes]) => [type, Object.fromEntries(codes)]),
    ),
    orders: {
      accepted: tally.count('SubmitOrder', 'OK'),
      refused: tally.count('SubmitOrder', 'ORDER_REJECTED'),
      reasons: Object.fromEntries(tally.orderRefusals),
      lostDemand: stock.lostDemand,
    },
    cancellations: {
      done: tally.count('CancelOrder', 'OK'),
      ofRefusedOrders: tally.cancellationsOfRefused,
    },
    adjustments: Object.fromEntries(tally.adjustments),
    skipped: Object.fromEntries(skipped),
    unexpected: { count: tally.unexpectedCount, examples: tally.unexpected },
    products: { count: stock.products, outOfStock: stock.outOfStock, low: stock.low },
    events: { written: log.eventsAfter, total: log.events, hash: log.hash },
    durations,
  };
}
