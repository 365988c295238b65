/** What a website can serve of a kit: its stock is that of its components. */
import type { Status } from '../options/catalogue.ts';
import { resolveOptions } from '../options/resolve.ts';
import type { ResolvedOptions } from '../options/resolved.ts';
import type { DecisionContext } from '../product/context.ts';
import type { KitComponent } from '../product/events.ts';
import { heldFor } from '../product/holds.ts';
import { sellableAt } from '../product/sellable.ts';
import type { ProductState } from '../product/state.ts';
import { statusOn } from '../product/status.ts';
import { fromLevelUnit, levelUnitOf } from '../product/units.ts';
import { openWarehouses, warehousesOf } from '../scopes/warehouses-of.ts';
import { maximum, minimum, ONE, PRECISION_MAX, type Quantity, quantityOf, ZERO } from '../shared/quantity.ts';
import { productOf } from './product-of.ts';

/**
 * The status of any product on a website, or (null) where none is asked about. That of a kit, unless it is discontinued
 * or was set by hand, follows from its components: in stock when every required one has a product that is in stock
 * there and can serve its quantity.
 *
 * @param holdId a cart's own hold, which is left out.
 */
export function statusFor(
  product: ProductState,
  website: string | null,
  context: DecisionContext,
  options?: ResolvedOptions,
  holdId?: string,
): Status {
  const { status, setByHand, kit } = product;
  if (kit === null)
    return website === null ? status : statusOn(product, website, context.scopes, options, holdId);
  if (status === 'discontinued' || setByHand) return status;
  const isServed = requiredOf(product).every((component) =>
    candidates(component, website, context, holdId).some(
      ({ product: candidate, sellable }) =>
        statusFor(candidate, website, context, undefined, holdId) === 'in_stock' &&
        (sellable === null || sellable >= quantityOf(component.quantity)),
    ),
  );
  return isServed ? 'in_stock' : 'out_of_stock';
}

/**
 * How much of a kit a website, or (null) all open warehouses, can serve, in one of the kit's units of level; null:
 * unlimited. Of each required component the product counts of which there is most and that may be ordered there.
 */
export function kitsServable(
  kit: ProductState,
  levelUnit: string,
  website: string | null,
  context: DecisionContext,
  holdId?: string,
): Quantity | null {
  const precision = kit.units.find(({ code }) => code === levelUnit)?.precision ?? PRECISION_MAX;
  let least: Quantity | null = null;
  for (const component of requiredOf(kit)) {
    const most = mostOf(component, website, context, holdId);
    if (most === null) continue;
    const kits = (most * ONE) / quantityOf(component.quantity);
    least = least === null ? kits : minimum(least, kits);
  }
  return least === null ? null : least - (least % 10n ** BigInt(PRECISION_MAX - precision));
}

/** The most that any one of the component's products can give. */
function mostOf(
  component: KitComponent,
  website: string | null,
  context: DecisionContext,
  holdId?: string,
): Quantity | null {
  let most: Quantity = ZERO;
  for (const { product, options, sellable } of candidates(component, website, context, holdId)) {
    if (!options.values.orderableStatuses.includes(statusFor(product, website, context, undefined, holdId)))
      continue;
    if (sellable === null) return null;
    most = maximum(most, sellable);
  }
  return most;
}

interface Candidate {
  readonly product: ProductState;
  readonly options: ResolvedOptions;
  /** In the product's primary unit; null: unlimited. */
  readonly sellable: Quantity | null;
}

/** The component's products, and what may be sold of each. */
function candidates(
  { products }: KitComponent,
  website: string | null,
  context: DecisionContext,
  holdId?: string,
): readonly Candidate[] {
  const { scopes } = context;
  const warehouses = website === null ? [...openWarehouses(scopes)] : warehousesOf(website, scopes);
  return products.flatMap((sku) => {
    const product = productOf(sku, context);
    if (product === null) return [];
    const options = resolveOptions(product, website, scopes);
    return [{ product, options, sellable: sellableInPrimary(product, warehouses, options, holdId) }];
  });
}

function sellableInPrimary(
  product: ProductState,
  warehouses: readonly string[],
  options: ResolvedOptions,
  holdId?: string,
): Quantity | null {
  const [primary] = product.units;
  if (primary === undefined) return ZERO;
  const own = heldFor(product.holds, holdId);
  const sellable = sellableAt(product, levelUnitOf(product, primary), warehouses, options, ZERO, own);
  return sellable === null ? null : fromLevelUnit(product, primary, sellable);
}

/** A kit of optional components only is always served. */
const requiredOf = ({ kit }: ProductState): readonly KitComponent[] =>
  kit?.components.filter(({ required }) => required) ?? [];
