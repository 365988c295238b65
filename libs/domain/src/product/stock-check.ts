import type { ResolvedOptions } from '../options/resolved.ts';
import { formatQuantity, type Quantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import type { EvaluatedDemand } from './demand.ts';
import { stockOf } from './levels.ts';
import { outOfRange } from './quantity-reasons.ts';
import type { ProductState } from './state.ts';
import { tracksStock } from './tracking.ts';
import { fromLevelUnit } from './units.ts';

/**
 * The stock rule on what is asked of one level: INSUFFICIENT_STOCK, under backorder BACKORDER_LIMIT_EXCEEDED, and
 * OUT_OF_RANGE where more would be promised than a level can hold. The figures are in the unit asked for, or in the
 * level's where several were.
 */
export function checkStock(
  product: ProductState,
  options: ResolvedOptions,
  demand: EvaluatedDemand,
  reasons: Reason[],
): void {
  const { unit, quantity, sellable, path } = demand;
  if (sellable !== null && quantity > sellable) {
    reasons.push(shortOf(product, options, demand, sellable));
  } else if (sellable === null && tracksStock(options.values)) {
    const allocated = stockOf(product, unit)?.allocated ?? ZERO;
    reasons.push(...outOfRange(product.sku, unit, allocated + quantity, `${path}.quantity`));
  }
}

function shortOf(
  product: ProductState,
  options: ResolvedOptions,
  demand: EvaluatedDemand,
  sellableOfLevel: Quantity,
): Reason {
  const { sku } = product;
  const { unit, quantity, sellable } = inUnitAskedFor(product, demand, sellableOfLevel);
  const figures = { sku, unit, requested: formatQuantity(quantity), sellable: formatQuantity(sellable) };
  const path = `${demand.path}.quantity`;
  const { backOrder, backOrderLimit } = options.values;
  if (!backOrder || backOrderLimit === null) {
    const message = `${figures.requested} ${unit} of ${quote(sku)} was asked for and ${figures.sellable} can be sold`;
    return { code: 'INSUFFICIENT_STOCK', message, path, ...figures };
  }
  const limit = formatQuantity(backOrderLimit);
  const message = `${figures.requested} ${unit} of ${quote(sku)} would go further below zero than ${limit}; ${figures.sellable} can be sold`;
  const source = options.source('backOrderLimit');
  return { code: 'BACKORDER_LIMIT_EXCEEDED', message, path, ...figures, limit, source };
}

function inUnitAskedFor(
  product: ProductState,
  { unit, quantity, parts }: EvaluatedDemand,
  sellable: Quantity,
): { readonly unit: string; readonly quantity: Quantity; readonly sellable: Quantity } {
  const [only, ...more] = parts;
  if (only === undefined || more.length > 0) return { unit, quantity, sellable };
  return {
    unit: only.unit.code,
    quantity: only.quantity,
    sellable: fromLevelUnit(product, only.unit, sellable),
  };
}
