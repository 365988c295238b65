import { type Line, linesByProduct, type OrderDemand, type OrderLine, quantityOf } from '#domain';

/** What says what an order asks for: its intent. */
export interface OrderIntent {
  readonly orderId: string;
  readonly website: string;
  readonly lines: readonly OrderLine[];
  readonly shipUntil?: string;
}

/** What operation 0 of an order asks of each product, alone and for kits, in the order of skus. */
export function demandsOf({ orderId, website, lines, shipUntil }: OrderIntent): readonly OrderDemand[] {
  return inSkuOrder([...linesByProduct(placed(exactLines(lines)))]).map(([sku, demandLines]) => ({
    orderId,
    operation: 0,
    sku,
    website,
    lines: demandLines,
    ...(shipUntil !== undefined && { shipUntil }),
  }));
}

/** Lines with their places among them. */
export const placed = <L extends object>(lines: readonly L[]): readonly (L & { readonly path: string })[] =>
  lines.map((line, index) => ({ ...line, path: `lines[${index}]` }));

/** Lines as events have them, their quantities read. */
export const exactLines = <L extends OrderLine>(
  lines: readonly L[],
): readonly (Omit<L, 'quantity'> & Pick<Line, 'quantity'>)[] =>
  lines.map((line) => ({ ...line, quantity: quantityOf(line.quantity) }));

/** The lines of each product, in the order of skus; each with its place among them where it does not say it itself. */
export function linesBySku<L extends Line & { readonly path?: string }>(
  lines: readonly L[],
): readonly (readonly [string, readonly (L & { readonly path: string })[]])[] {
  const bySku = new Map<string, (L & { readonly path: string })[]>();
  lines.forEach((line, index) => {
    const own = { ...line, path: line.path ?? `lines[${index}]` };
    const known = bySku.get(line.sku);
    if (known === undefined) bySku.set(line.sku, [own]);
    else known.push(own);
  });
  return inSkuOrder([...bySku.entries()]);
}

/** In the order in which products are visited. */
export function inSkuOrder<Entry extends readonly [string, unknown]>(
  entries: readonly Entry[],
): readonly Entry[] {
  return entries.length < 2 ? entries : entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
