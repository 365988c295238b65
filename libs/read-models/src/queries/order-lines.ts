import {
  allocationsOfLines,
  formatQuantity,
  type LineAllocation,
  openOf,
  type Quantity,
  ZERO,
} from '#domain';
import type { Row } from '../database/tables.ts';
import { type LineProgress, readProgress } from '../projections/order-progress.ts';
import type { OrderLineAnswer } from './answers.ts';
import { unitsOf } from './units-of.ts';

/** The rows that tell what became of an order's lines. */
export interface OrderRows {
  readonly order: Row<'orders'>;
  /** In the order of the promises. */
  readonly allocations: readonly Row<'allocations'>[];
  readonly products: ReadonlyMap<string, Pick<Row<'products'>, 'units' | 'stock_unit'>>;
}

/** Lines of one product and unit are one line, with their sum, at the place of the first. */
export function orderLines(rows: OrderRows): OrderLineAnswer[] {
  const { order } = rows;
  const isRefused = order.status === 'rejected';
  const lines = readProgress(order.progress ?? order.lines).map((line) => ({
    ...line,
    open: isRefused ? ZERO : openOf(line),
  }));
  const promised = promisedLines(rows, lines);
  return lines.map(({ sku, unit, quantity, components, open, shipped, cancelled, returned }, index) => ({
    sku,
    unit: unit ?? null,
    quantity: formatQuantity(quantity),
    open: formatQuantity(open),
    shipped: formatQuantity(shipped),
    cancelled: formatQuantity(cancelled),
    returned: formatQuantity(returned),
    ...(components !== undefined && { components }),
    allocations: promised[index] ?? [],
  }));
}

/**
 * What stands promised to each line: units of one product may sell from one level, and then share what it promised, as
 * kits and lines of their components do.
 */
function promisedLines(
  { allocations, products }: OrderRows,
  lines: readonly (LineProgress & { readonly open: Quantity })[],
): readonly (readonly LineAllocation[])[] {
  const bySku = Map.groupBy(allocations, (row) => row.sku);
  return allocationsOfLines(
    lines.map(({ unit = '', open, ...line }) => ({ ...line, unit, quantity: open })),
    (sku) => {
      const product = products.get(sku);
      const shares = bySku.get(sku)?.map((share) => ({ ...share, before: {}, after: {} }));
      return product && shares && { units: unitsOf(product), shares };
    },
  );
}
