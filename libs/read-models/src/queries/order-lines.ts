import {
  allocationsByUnit,
  formatQuantity,
  type LineAllocation,
  mergeLines,
  type Quantity,
  quantityOf,
  ZERO,
} from '#domain';
import type { Row } from '../database/tables.ts';
import type { OrderLineAnswer } from './answers.ts';
import { unitsOf } from './units-of.ts';

interface Line {
  readonly sku: string;
  readonly unit?: string;
  readonly quantity: Quantity;
}

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
  const cancelled = new Map(linesOf(order.cancelled).map((line) => [nameOf(line), line.quantity]));
  const lines = linesOf(order.lines).map((line) => {
    const off = cancelled.get(nameOf(line)) ?? ZERO;
    return { ...line, off, open: isRefused ? ZERO : line.quantity - off };
  });
  const promised = promisedLines(rows, lines);
  return lines.map(({ sku, unit, quantity, off, open }) => ({
    sku,
    unit: unit ?? null,
    quantity: formatQuantity(quantity),
    open: formatQuantity(open),
    shipped: '0',
    cancelled: formatQuantity(off),
    returned: '0',
    allocations: (unit === undefined ? undefined : promised.get(nameOf({ sku, unit }))) ?? [],
  }));
}

interface LineDemand {
  readonly sku: string;
  readonly unit?: string;
  readonly open: Quantity;
}

/** What stands promised to each line: units of one product may sell from one level, and then share what it promised. */
function promisedLines(
  { allocations, products }: OrderRows,
  lines: readonly LineDemand[],
): Map<string, readonly LineAllocation[]> {
  const promised = new Map<string, readonly LineAllocation[]>();
  const demands = Map.groupBy(lines, ({ sku }) => sku);
  for (const [sku, shares] of Map.groupBy(allocations, (row) => row.sku)) {
    const product = products.get(sku);
    if (product === undefined) continue;
    const demand = (demands.get(sku) ?? []).flatMap(({ unit, open }) =>
      unit === undefined ? [] : [{ unit, quantity: formatQuantity(open) }],
    );
    const whole = shares.map((share) => ({ ...share, before: {}, after: {} }));
    for (const [unit, ofUnit] of allocationsByUnit(unitsOf(product), demand, whole)) {
      promised.set(nameOf({ sku, unit }), ofUnit);
    }
  }
  return promised;
}

const nameOf = ({ sku, unit }: { readonly sku: string; readonly unit?: string }): string =>
  JSON.stringify([sku, unit]);

function linesOf(json: string | null): readonly Line[] {
  if (json === null) return [];
  const lines: (Omit<Line, 'quantity'> & { readonly quantity: string })[] = JSON.parse(json);
  return mergeLines(lines.map((line) => ({ ...line, quantity: quantityOf(line.quantity) })));
}
