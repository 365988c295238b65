/** What the outcomes of shipments and returns have in common. */
import { type Accepted, accept } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';
import { written } from './asked-lines.ts';
import type { OrderEvent, PartlyMovedLine } from './events.ts';
import { lineFinder } from './lines.ts';
import type { OpenLine, OpenOperation, OrderState } from './state.ts';

/** How long the reasons of such an outcome may be, as characters of JSON: its lines are in the same append. */
const REASONS_LENGTH_MAX = 50_000;

type FactKind = 'ship' | 'return';

/** @throws RangeError when no such operation is open: its process has gone astray. */
export function openIn<Kind extends FactKind>(
  { orderId, open }: OrderState,
  kind: Kind,
): Extract<OpenOperation, { readonly kind: Kind }> {
  if (open?.kind === kind) return open as Extract<OpenOperation, { readonly kind: Kind }>;
  throw new RangeError(`order ${orderId} has no ${kind} open`);
}

/**
 * What of the lines has moved: of a product that refused, nothing. A kit has moved where none of its components refused;
 * where some did, the others have moved all the same, and will not move again with it.
 */
export function movedOf(
  { lines: own }: OrderState,
  lines: readonly OpenLine[],
  refusals: ReadonlyMap<string, readonly Reason[]>,
): { readonly done: readonly OpenLine[]; readonly partly: readonly PartlyMovedLine[] } {
  if (refusals.size === 0) return { done: lines, partly: [] };
  const find = lineFinder(own);
  const done: OpenLine[] = [];
  const partly: PartlyMovedLine[] = [];
  for (const line of lines) {
    const skus = find(line)?.parts?.map(({ sku }) => sku) ?? [line.sku];
    const without = skus.filter((sku) => refusals.has(sku));
    if (without.length === 0) done.push(line);
    else if (without.length < skus.length) partly.push({ ...written(line), without });
  }
  return { done, partly };
}

/** Names the products that refused beside those that did not. */
export function refusedProducts(refusals: ReadonlyMap<string, readonly Reason[]>): {
  readonly refused?: readonly Reason[];
  readonly refusedCount?: number;
} {
  if (refusals.size === 0) return {};
  const { reasons, reasonCount } = reasonsOf(refusals);
  return { refused: reasons, ...(reasonCount !== undefined && { refusedCount: reasonCount }) };
}

/** Every product has refused. */
export const refusedWhole = (
  type: 'ShipmentRefused' | 'ReturnRefused',
  of: { readonly orderId: string; readonly operation: number },
  refusals: ReadonlyMap<string, readonly Reason[]>,
): Accepted<OrderEvent> => accept({ type, data: { ...of, ...reasonsOf(refusals) } });

function reasonsOf(refusals: ReadonlyMap<string, readonly Reason[]>): {
  readonly reasons: readonly Reason[];
  readonly reasonCount?: number;
} {
  const all = [...refusals.values()].flat();
  let length = 0;
  const reasons = all.filter((reason, index) => {
    length += JSON.stringify(reason).length;
    return index === 0 || length <= REASONS_LENGTH_MAX;
  });
  return { reasons, ...(reasons.length < all.length && { reasonCount: all.length }) };
}
