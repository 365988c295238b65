import {
  allocationsOfLines,
  type ChosenComponent,
  formatQuantity,
  type LineAllocation,
  mergeLines,
  nameOfLine,
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
  readonly components?: readonly ChosenComponent[];
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
  const cancelled = new Map(linesOf(order.cancelled).map((line) => [nameOfLine(line), line.quantity]));
  const lines = linesOf(order.lines).map((line) => {
    const off = cancelled.get(nameOfLine(line)) ?? ZERO;
    return { ...line, off, open: isRefused ? ZERO : line.quantity - off };
  });
  const promised = promisedLines(rows, lines);
  return lines.map(({ sku, unit, quantity, components, off, open }, index) => ({
    sku,
    unit: unit ?? null,
    quantity: formatQuantity(quantity),
    open: formatQuantity(open),
    shipped: '0',
    cancelled: formatQuantity(off),
    returned: '0',
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
  lines: readonly (Line & { readonly open: Quantity })[],
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

function linesOf(json: string | null): readonly Line[] {
  if (json === null) return [];
  const lines: (Omit<Line, 'quantity'> & { readonly quantity: string })[] = JSON.parse(json);
  return mergeLines(lines.map((line) => ({ ...line, quantity: quantityOf(line.quantity) })));
}
