import type { OptionName, OptionSource } from '../options/catalogue.ts';
import type { ResolvedOptions } from '../options/resolved.ts';
import { formatQuantity, type Quantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason, ReasonCode } from '../shared/reason.ts';
import type { LevelDemand } from './demand.ts';

/**
 * The quantity rules, on the sum of what is asked of one level, in its unit: BELOW_MINIMUM, ABOVE_MAXIMUM (a maximum
 * of 0: cannot be ordered), NOT_AN_INCREMENT. Minimum and maximum themselves are allowed. What goes into kits does not
 * count: for a kit its own limits do.
 */
export function checkLimits(
  sku: string,
  options: ResolvedOptions,
  demand: LevelDemand,
  reasons: Reason[],
): void {
  const { minimumQuantityToOrder, maximumQuantityToOrder, quantityIncrement } = options.values;
  const quantity = demand.quantity - demand.inKits;
  if (quantity === ZERO) return;
  const broken = (code: ReasonCode, rule: string, option: OptionName, limit: Quantity) =>
    reasons.push(limitBroken(sku, { ...demand, quantity }, code, rule, limit, options.source(option)));
  if (minimumQuantityToOrder !== null && quantity < minimumQuantityToOrder) {
    broken('BELOW_MINIMUM', 'below the minimum', 'minimumQuantityToOrder', minimumQuantityToOrder);
  }
  if (maximumQuantityToOrder !== null && quantity > maximumQuantityToOrder) {
    broken('ABOVE_MAXIMUM', 'above the maximum', 'maximumQuantityToOrder', maximumQuantityToOrder);
  }
  if (quantityIncrement !== null && quantity % quantityIncrement !== ZERO) {
    broken('NOT_AN_INCREMENT', 'not a multiple of the increment', 'quantityIncrement', quantityIncrement);
  }
}

function limitBroken(
  sku: string,
  { unit, quantity, path }: LevelDemand,
  code: ReasonCode,
  rule: string,
  limit: Quantity,
  source: OptionSource,
): Reason {
  const requested = formatQuantity(quantity);
  const message = `${requested} ${unit} of ${quote(sku)} is ${rule} of ${formatQuantity(limit)}`;
  return {
    code,
    message,
    path: `${path}.quantity`,
    sku,
    unit,
    requested,
    limit: formatQuantity(limit),
    source,
  };
}
