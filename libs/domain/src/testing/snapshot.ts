/** For tests: all that a product's state says, as plain data, the order of its promises included. */

import type { Level, StockPromise } from '../product/level.ts';
import type { ProductState } from '../product/state.ts';

export const snapshotOf = ({ stock, promises, unsettled, holds, transit, ...rest }: ProductState) => ({
  ...rest,
  options: { ...rest.options },
  transit: [...(transit ?? [])].map(([id, goods]) => [id, { ...goods }]),
  holds: [...holds.open.values()].map(({ shares, ...held }) => ({
    ...held,
    shares: shares.map(({ level, ...share }) => ({ ...share, ...placeOf(level) })),
  })),
  endedHolds: [...(holds.ended?.before ?? []), ...(holds.ended?.recent ?? [])],
  unsettled: [...(unsettled ?? [])].map(placeOf),
  stock: stock.map(({ levels, ...figures }) => ({
    ...figures,
    levels: [...levels.values()].map(({ oldest, newest, oldestBackordered, ...level }) => ({
      ...level,
      promises: along(oldest),
      newest: newest?.orderId,
      oldestBackordered: oldestBackordered?.orderId,
    })),
  })),
  latest: [...promises.latest].map(([orderId, latest]) => [orderId, ...backFrom(latest)]),
  ended: [...(promises.ended?.before ?? []), ...(promises.ended?.recent ?? [])],
});

function along(oldest: StockPromise | null): readonly object[] {
  const promises: object[] = [];
  for (let promise = oldest; promise !== null; promise = promise.after) {
    const { orderId, operation, quantity, backordered, recordedAt } = promise;
    promises.push({ orderId, operation, quantity, backordered, recordedAt });
  }
  return promises;
}

/** An order's promises, the latest first. */
function backFrom(latest: StockPromise): readonly object[] {
  const promises: object[] = [];
  for (let promise: StockPromise | null = latest; promise !== null; promise = promise.earlier) {
    const { lastStep, recordedAt, level } = promise;
    promises.push({ lastStep, recordedAt, ...placeOf(level) });
  }
  return promises;
}

const placeOf = ({ unit, warehouse }: Level) => ({ unit, warehouse });
