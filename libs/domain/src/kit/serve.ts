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
import { assign } from './assign.ts';
import { productOf } from './product-of.ts';

/**
 * The status of any product on a website, or (null) where none is asked about. That of a kit, unless it is discontinued
 * or was set by hand, follows from its components: in stock when every required one has a product that is in stock
 * there and can serve its quantity, beside what other components take of it.
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
  const isInStock = ({ product: candidate }: Candidate) =>
    statusFor(candidate, website, context, undefined, holdId) === 'in_stock';
  const required = requiredOf(product).map((component) => ({
    component,
    candidates: candidates(component, website, context, holdId).filter(isInStock),
  }));
  return areServed(required, ONE) ? 'in_stock' : 'out_of_stock';
}

/**
 * How much of a kit a website, or (null) all open warehouses, can serve, in one of the kit's units of level; null:
 * unlimited. Of each required component the product counts of which there is most and that may be ordered there; where
 * components share products, what they need of these is summed.
 */
export function kitsServable(
  kit: ProductState,
  levelUnit: string,
  website: string | null,
  context: DecisionContext,
  holdId?: string,
): Quantity | null {
  const precision = kit.units.find(({ code }) => code === levelUnit)?.precision ?? PRECISION_MAX;
  const step = 10n ** BigInt(PRECISION_MAX - precision);
  const mayBeOrdered = ({ product, options }: Candidate) =>
    options.values.orderableStatuses.includes(statusFor(product, website, context, undefined, holdId));
  const required = requiredOf(kit).map((component) => ({
    component,
    candidates: candidates(component, website, context, holdId).filter(mayBeOrdered),
  }));
  let least: Quantity | null = null;
  for (const { component, candidates } of required) {
    const most = mostOf(candidates);
    if (most === null) continue;
    const kits = (most * ONE) / quantityOf(component.quantity);
    least = least === null ? kits : minimum(least, kits);
  }
  if (least === null) return null;
  const steps = least / step;
  return (
    step * (shareProducts(required) ? mostSteps(steps, (some) => areServed(required, some * step)) : steps)
  );
}

/** A required component, and the products that can be counted on. */
interface Required {
  readonly component: KitComponent;
  readonly candidates: readonly Candidate[];
}

/** Whether there is a product for every component of so many kits, each beside what others take of it. */
function areServed(required: readonly Required[], kits: Quantity): boolean {
  const sellable = new Map<string, Quantity | null>();
  const slots = required.map(({ component, candidates }) => {
    for (const { product, sellable: most } of candidates) sellable.set(product.sku, most);
    return {
      size: (kits * quantityOf(component.quantity)) / ONE,
      possible: candidates.map(({ product }) => product.sku),
    };
  });
  const hasRoom = (sku: string, total: Quantity) => {
    const most = sellable.get(sku) ?? null;
    return most === null || total <= most;
  };
  return assign(slots, hasRoom).size === slots.length;
}

function shareProducts(required: readonly Required[]): boolean {
  const skus = required.flatMap(({ component }) => component.products);
  return new Set(skus).size < skus.length;
}

/** The most up to a bound, by halving: what holds for some holds for fewer. */
function mostSteps(bound: bigint, holds: (steps: bigint) => boolean): bigint {
  let [served, tooMany] = [0n, bound < 0n ? 1n : bound + 1n];
  while (tooMany - served > 1n) {
    const middle = (served + tooMany) / 2n;
    if (holds(middle)) served = middle;
    else tooMany = middle;
  }
  return served;
}

/** The most that any one of a component's products can give; null: unlimited. */
function mostOf(candidates: readonly Candidate[]): Quantity | null {
  let most: Quantity = ZERO;
  for (const { sellable } of candidates) {
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
