import { formatQuantity, type Quantity } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';

/** More is given back, shipped or returned than is open. */
export function exceedsOpen(
  sku: string,
  unit: string | undefined,
  quantity: Quantity,
  open: Quantity,
  path: string,
): Reason {
  const [requested, left] = [formatQuantity(quantity), formatQuantity(open)];
  return {
    code: 'EXCEEDS_OPEN',
    message: `${requested} ${unit ?? ''} of ${quote(sku)} is more than the ${left} that is open`,
    path: `${path}.quantity`,
    sku,
    ...(unit !== undefined && { unit }),
    requested,
    open: left,
  };
}
