import { type DemandLine, type OrderDemand, type OrderLine, quantityOf } from '#domain';

/** What says what an order asks for: its intent. */
export interface OrderIntent {
  readonly orderId: string;
  readonly website: string;
  readonly lines: readonly OrderLine[];
  readonly shipUntil?: string;
}

/** What operation 0 of an order asks of each product, its lines together, in the order of skus. */
export function demandsOf({ orderId, website, lines, shipUntil }: OrderIntent): readonly OrderDemand[] {
  return linesBySku(lines).map(([sku, demandLines]) => ({
    orderId,
    operation: 0,
    sku,
    website,
    lines: demandLines,
    ...(shipUntil !== undefined && { shipUntil }),
  }));
}

/** The lines of each product, each with its place in the command, in the order of skus. */
export function linesBySku(
  lines: readonly OrderLine[],
): readonly (readonly [string, readonly DemandLine[]])[] {
  const bySku = new Map<string, DemandLine[]>();
  lines.forEach(({ sku, unit, quantity }, index) => {
    const line = {
      ...(unit !== undefined && { unit }),
      quantity: quantityOf(quantity),
      path: `lines[${index}]`,
    };
    const known = bySku.get(sku);
    if (known === undefined) bySku.set(sku, [line]);
    else known.push(line);
  });
  return inSkuOrder([...bySku.entries()]);
}

function inSkuOrder<Entry extends readonly [string, unknown]>(entries: readonly Entry[]): readonly Entry[] {
  return entries.length < 2 ? entries : entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
