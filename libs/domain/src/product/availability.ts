import type { Status } from '../options/catalogue.ts';
import { resolveOptions } from '../options/resolve.ts';
import { warehousesOf } from '../scopes/warehouses-of.ts';
import { formatQuantity } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import type { DecisionContext } from './context.ts';
import type { ProductDemand } from './demand.ts';
import { evaluateDemand } from './evaluate.ts';
import { isLow, type Label, labelOf } from './label.ts';
import { availableOverall } from './levels.ts';
import { unknownUnit } from './quantity-reasons.ts';
import { sellableAt } from './sellable.ts';
import type { ProductState, Unit } from './state.ts';
import { statusOn } from './status.ts';
import { findUnit, fromLevelUnit, levelUnitOf } from './units.ts';
import { type Upcoming, upcomingAt } from './upcoming.ts';

/** What a website may tell and do about a product, in one unit. */
export interface Availability extends Upcoming {
  readonly orderable: boolean;
  readonly reasons: readonly Reason[];
  /** What may still be promised there, in the unit; null: unlimited. */
  readonly sellable: string | null;
  readonly status: Status;
  readonly label: Label;
  readonly low: boolean;
}

/**
 * The check without effect, for one unit of a product (default: the primary one). With no lines the quantity rules are
 * not asked.
 *
 * @param demand of a website that exists.
 */
export function availabilityOf(
  product: ProductState,
  unitCode: string | undefined,
  demand: ProductDemand,
  context: DecisionContext,
): Availability {
  const { scopes, now } = context;
  const { reasons } = evaluateDemand(product, demand, context);
  const unit = findUnit(product, unitCode);
  const faults =
    unit === undefined && demand.lines.length === 0 ? [unknownUnit(product.sku, unitCode, 'unit')] : [];
  const options = resolveOptions(product, demand.website, scopes);
  const status = statusOn(product, demand.website, scopes, options);
  const upcoming = upcomingAt(options, now);
  const available = unit && availableOverall(product, levelUnitOf(product, unit), [], scopes);
  const low = available !== undefined && isLow(options.values, available);
  return {
    orderable: reasons.length + faults.length === 0,
    reasons: [...faults, ...reasons],
    sellable: unit === undefined ? '0' : sellableIn(product, unit, demand, context),
    status,
    label: labelOf(status, { low, upcoming: upcoming.upcoming }),
    low,
    ...upcoming,
  };
}

function sellableIn(
  product: ProductState,
  unit: Unit,
  { website }: ProductDemand,
  { scopes }: DecisionContext,
): string | null {
  const options = resolveOptions(product, website, scopes);
  const sellable = sellableAt(product, levelUnitOf(product, unit), warehousesOf(website, scopes), options);
  return sellable === null ? null : formatQuantity(fromLevelUnit(product, unit, sellable));
}
