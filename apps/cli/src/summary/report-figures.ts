import type { ImportReport } from '../import/run-import.ts';
import type { StockOverview } from '../import/stock-overview.ts';
import type { Tally } from '../import/tally.ts';
import { formatShare, plain } from '../terminal/format.ts';
import { type Figure, topByKind, topOf } from './figures.ts';

const OWN_FIGURES = new Set(['SubmitOrder', 'CancelOrder', 'AdjustLevel']);
const KINDS_SHOWN = 5;

/** The counts of a load: what became of its commands, and what else there was. */
export function reportFigures({ tally, skipped, log, stock }: ImportReport): Figure[] {
  return [
    ...orderFigures(tally),
    ...cancellationFigures(tally),
    ...adjustmentFigures(tally),
    ...otherFigures(tally),
    ...(skipped.size === 0
      ? []
      : [{ label: 'Lines skipped', count: sumOf(skipped), note: plain(topByKind(skipped, KINDS_SHOWN)) }]),
    ...stockFigures(stock),
    {
      label: 'Events written',
      count: log.eventsAfter,
      ...(log.eventsAfter === 0 ? { note: 'everything had been loaded before: nothing doubles' } : {}),
    },
  ];
}

function orderFigures(tally: Tally): Figure[] {
  const count = tally.count('SubmitOrder');
  if (count === 0) return [];
  const accepted = tally.count('SubmitOrder', 'OK');
  const refused = tally.count('SubmitOrder', 'ORDER_REJECTED');
  const reasons = topOf(tally.orderRefusals, KINDS_SHOWN);
  return [
    { label: 'Orders', count },
    { label: 'accepted', count: accepted, isPart: true, share: formatShare(accepted, count) },
    { label: 'refused', count: refused, isPart: true, share: formatShare(refused, count), note: reasons },
  ];
}

function cancellationFigures(tally: Tally): Figure[] {
  const count = tally.count('CancelOrder');
  if (count === 0) return [];
  return [
    { label: 'Cancellations', count },
    { label: 'done', count: tally.count('CancelOrder', 'OK'), isPart: true },
    {
      label: 'of refused orders',
      count: tally.cancellationsOfRefused,
      isPart: true,
      note: 'nothing to give back: the goods never left',
    },
  ];
}

function adjustmentFigures(tally: Tally): Figure[] {
  const count = tally.count('AdjustLevel');
  if (count === 0) return [];
  const kinds = [...tally.adjustments].sort(([, a], [, b]) => b - a);
  const parts = kinds.slice(0, KINDS_SHOWN).map(([kind, each]): Figure => {
    return { label: plain(kind === '' ? 'no reason' : kind), count: each, isPart: true };
  });
  const others = kinds.slice(KINDS_SHOWN);
  if (others.length > 0) {
    parts.push({ label: 'other reasons', count: sumOf(new Map(others)), isPart: true });
  }
  return [{ label: 'Adjustments', count }, ...parts];
}

function stockFigures({ products, outOfStock, low }: StockOverview): Figure[] {
  return [
    { label: 'Products', count: products },
    {
      label: 'out of stock',
      count: outOfStock.count,
      isPart: true,
      share: formatShare(outOfStock.count, products),
    },
    { label: 'low', count: low.count, isPart: true, share: formatShare(low.count, products) },
  ];
}

function otherFigures(tally: Tally): Figure[] {
  const byType = new Map(
    [...tally.outcomes.keys()]
      .filter((type) => !OWN_FIGURES.has(type))
      .map((type) => [type, tally.count(type)]),
  );
  if (byType.size === 0) return [];
  return [{ label: 'Other commands', count: sumOf(byType), note: plain(topOf(byType, byType.size)) }];
}

const sumOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, each) => sum + each, 0);
