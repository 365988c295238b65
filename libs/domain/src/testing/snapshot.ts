/** For tests: all that a product's state says, as plain data, the order of its promises included. */

import type { StockPromise } from '../product/level.ts';
import type { ProductState } from '../product/state.ts';

export const snapshotOf = ({ stock, promises, unsettled, ...rest }: ProductState) => ({
  ...rest,
  options: { ...rest.options },
  unsettled: [...(unsettled ?? [])].map(({ unit, warehouse }) => `${unit} ${warehouse}`).sort(),
  stock: stock.map(({ levels, ...figures }) => ({
    ...figures,
    levels: [...levels.values()].map(({ oldest, newest, oldestBackordered, ...level }) => ({
      ...level,
      promises: along(oldest),
      newest: newest?.orderId,
      oldestBackordered: oldestBackordered?.orderId,
    })),
  })),
  latest: [...promises.latest].map(([orderId, { lastStep }]) => `${orderId} ${lastStep}`),
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
