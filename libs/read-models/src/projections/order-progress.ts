import {
  type ChosenComponent,
  formatQuantity,
  lineFinder,
  mergeLines,
  type OrderEvent,
  type OrderLine,
  type Quantity,
  quantityOf,
  statusOf,
  ZERO,
} from '#domain';

/** What of an order's own events moves its lines. */
export type OrderMove = Extract<
  OrderEvent,
  { type: 'OrderCancelled' | 'OrderAmended' | 'OrderShipped' | 'OrderReturned' }
>;

/** What became of one product and unit of an order. */
export interface LineProgress {
  readonly sku: string;
  /** Absent where the product is unknown and the command named no unit. */
  readonly unit?: string;
  /** Of a kit: what goes into one. */
  readonly components?: readonly ChosenComponent[];
  quantity: Quantity;
  cancelled: Quantity;
  shipped: Quantity;
  returned: Quantity;
}

/**
 * Reads what became of an order's lines: those it was submitted with, or what was written of them since. Lines of one
 * product and unit are one.
 */
export function readProgress(json: string): readonly LineProgress[] {
  const lines: (Partial<Written> & OrderLine)[] = JSON.parse(json);
  return mergeLines(
    lines.map(({ sku, unit, components, quantity, cancelled = '0', shipped = '0', returned = '0' }) => ({
      sku,
      ...(unit !== undefined && { unit }),
      ...(components !== undefined && { components }),
      quantity: quantityOf(quantity),
      cancelled: quantityOf(cancelled),
      shipped: quantityOf(shipped),
      returned: quantityOf(returned),
    })),
  );
}

type Figure = 'quantity' | 'cancelled' | 'shipped' | 'returned';
type Written = { readonly [Name in Figure]: string };

/** The lines after something was taken off, amended, shipped or returned, and where the order stands then. */
export function progressAfter(
  json: string,
  move: OrderMove,
): { readonly progress: string; readonly status: string } {
  const lines = linesAfter(readProgress(json), move);
  const written = lines.map(({ sku, unit, components, quantity, cancelled, shipped, returned }) => ({
    sku,
    ...(unit !== undefined && { unit }),
    ...(components !== undefined && { components }),
    quantity: formatQuantity(quantity),
    ...some('cancelled', cancelled),
    ...some('shipped', shipped),
    ...some('returned', returned),
  }));
  return { progress: JSON.stringify(written), status: statusOf({ lines }) };
}

function linesAfter(before: readonly LineProgress[], move: OrderMove): readonly LineProgress[] {
  if (move.type === 'OrderAmended') return amended(before, move.data.lines);
  const find = lineFinder(before);
  for (const { quantity, ...name } of move.data.lines) {
    const line = find(name);
    if (line !== undefined) line[FIGURES[move.type]] += quantityOf(quantity);
  }
  return before;
}

const FIGURES = { OrderCancelled: 'cancelled', OrderShipped: 'shipped', OrderReturned: 'returned' } as const;

const some = (name: Figure, quantity: Quantity) =>
  quantity === ZERO ? {} : { [name]: formatQuantity(quantity) };

/** Lines that are not named go to 0; new ones come last. */
function amended(
  before: readonly LineProgress[],
  asked: Extract<OrderMove, { type: 'OrderAmended' }>['data']['lines'],
): readonly LineProgress[] {
  const [known, target] = [lineFinder(before), lineFinder(asked)];
  const nothing = { cancelled: ZERO, shipped: ZERO, returned: ZERO };
  return [
    ...before.map((line) => ({
      ...line,
      quantity: quantityOf(target(line)?.quantity ?? '0'),
      cancelled: ZERO,
    })),
    ...asked
      .filter((line) => known(line) === undefined)
      .map((line) => ({ ...line, quantity: quantityOf(line.quantity), ...nothing })),
  ];
}
