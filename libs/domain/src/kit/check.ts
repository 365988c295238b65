import type { DecisionContext } from '../product/context.ts';
import { unknownProduct } from '../product/quantity-reasons.ts';
import type { ProductState } from '../product/state.ts';
import { mapsOnto, oneInLevelUnit } from '../product/units.ts';
import type { KitDefinition } from '../shared/commands.ts';
import { formatQuantity, ONE, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import { productOf } from './product-of.ts';

type Component = KitDefinition['components'][number];

/**
 * Why a kit cannot be made of these: UNKNOWN_PRODUCT, PRECISION_EXCEEDED for a quantity that the component's primary
 * unit cannot express, for one kit or for the smallest part of one that can be sold, and VALIDATION_FAILED for a kit
 * within the kit, a product that one component names twice, a component without products, and a quantity that is not
 * above zero.
 */
export function checkKit(
  kit: ProductState,
  { components }: KitDefinition,
  context: DecisionContext,
): readonly Reason[] {
  const reasons: Reason[] = [];
  if (components.length === 0) reasons.push(invalid('kit.components', 'a kit has at least one component'));
  for (const [index, component] of components.entries()) {
    const path = `kit.components[${index}]`;
    if (component.products.length === 0) {
      reasons.push(invalid(`${path}.products`, 'a component has at least one product'));
    }
    if (component.quantity <= ZERO) {
      reasons.push(invalid(`${path}.quantity`, 'the quantity of a component is above zero'));
    }
    const named = new Set<string>();
    for (const [place, sku] of component.products.entries()) {
      const at = `${path}.products[${place}]`;
      const twice = named.has(sku);
      named.add(sku);
      reasons.push(
        ...(twice
          ? [{ ...invalid(at, `the component names ${quote(sku)} twice`), sku }]
          : checkProduct(kit, component, sku, { at, path }, context)),
      );
    }
  }
  return reasons;
}

function checkProduct(
  kit: ProductState,
  component: Component,
  sku: string,
  { at, path }: { readonly at: string; readonly path: string },
  context: DecisionContext,
): readonly Reason[] {
  if (sku === kit.sku) return [{ ...invalid(at, 'a kit cannot contain itself'), sku }];
  const product = productOf(sku, context);
  if (product === null) return [unknownProduct(sku, at)];
  if (product.kit !== null)
    return [{ ...invalid(at, `${quote(sku)} is a kit, and no kit contains another`), sku }];
  return checkPrecision(kit, component, product, `${path}.quantity`);
}

/** Whatever quantity of the kit is asked for, it must come to one that the component's primary unit can express. */
function checkPrecision(
  kit: ProductState,
  { quantity }: Component,
  { sku, units: [primary] }: ProductState,
  path: string,
): readonly Reason[] {
  if (primary === undefined) return [];
  const isExact = kit.units.every(({ precision, ...unit }) => {
    const parts = oneInLevelUnit(kit, { ...unit, precision }) * quantity;
    return parts % ONE === ZERO && mapsOnto({ code: '', precision, conversionRate: parts / ONE }, primary);
  });
  if (isExact) return [];
  const { code: unit, precision } = primary;
  const requested = formatQuantity(quantity);
  const message = `${requested} ${unit} of ${quote(sku)} in a kit is more precise than the ${precision} decimals of that unit`;
  return [{ code: 'PRECISION_EXCEEDED', message, path, sku, unit, requested, precision }];
}

const invalid = (path: string, message: string): Reason => ({ code: 'VALIDATION_FAILED', message, path });
