import { kitsServable, statusFor } from '../kit/serve.ts';
import type { Status } from '../options/catalogue.ts';
import { resolveOptions } from '../options/resolve.ts';
import type { ResolvedOptions } from '../options/resolved.ts';
import type { Scopes } from '../scopes/state.ts';
import { warehousesOf } from '../scopes/warehouses-of.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import type { DecisionContext } from './context.ts';
import type { ProductDemand } from './demand.ts';
import { evaluateDemand } from './evaluate.ts';
import { heldFor } from './holds.ts';
import { isLow, type Label, labelOf } from './label.ts';
import { availableOverall } from './levels.ts';
import { unknownUnit } from './quantity-reasons.ts';
import { sellableAt } from './sellable.ts';
import type { ProductState, Unit } from './state.ts';
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
  const status = statusFor(product, demand.website, context, options, demand.holdId);
  const upcoming = upcomingAt(options, now);
  const low = unit !== undefined && isLowIn(product, unit, options, scopes);
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

/** A kit has no levels that could be low. */
const isLowIn = (product: ProductState, unit: Unit, options: ResolvedOptions, scopes: Scopes): boolean =>
  product.kit === null &&
  isLow(options.values, availableOverall(product, levelUnitOf(product, unit), [], scopes));

function sellableIn(
  product: ProductState,
  unit: Unit,
  { website, holdId }: ProductDemand,
  context: DecisionContext,
): string | null {
  const { scopes } = context;
  const levelUnit = levelUnitOf(product, unit);
  const sellable =
    product.kit === null
      ? sellableAt(
          product,
          levelUnit,
          warehousesOf(website, scopes),
          resolveOptions(product, website, scopes),
          ZERO,
          heldFor(product.holds, holdId),
        )
      : kitsServable(product, levelUnit, website, context, holdId);
  return sellable === null ? null : formatQuantity(fromLevelUnit(product, unit, sellable));
}
