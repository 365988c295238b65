import type { DecisionContext } from '../product/context.ts';
import type { ProductState } from '../product/state.ts';

/**
 * A product that a kit names.
 *
 * @throws RangeError when the decision was given none: whoever decides about kits has to bring their products.
 */
export function productOf(sku: string, { products }: DecisionContext): ProductState | null {
  if (products === undefined) throw new RangeError('a decision about a kit was given no products');
  return products(sku);
}
