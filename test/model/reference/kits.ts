/** Kits: what they may be made of, what goes into one, and the status that follows. */
import { assign, type Candidate } from './assign.ts';
import { type Ask, type Asking, anyStatusOn, reasonsAgainst, sellable } from './demand.ts';
import {
  type AskingLine,
  type CommandOf,
  type Component,
  DONE,
  NOTHING,
  type Reason,
  type Result,
  refused,
  type Shop,
  sum,
} from './shop.ts';
import {
  fromLevelUnit,
  isTooPrecise,
  type KitComponent,
  levelUnitOf,
  type Product,
  type Status,
} from './units.ts';

type Definition = CommandOf<'ChangeKit'>['kit'];

export const componentsOf = ({ components }: Definition): readonly KitComponent[] =>
  components.map(({ products, quantity, required }) => ({ products, quantity: Number(quantity), required }));

/** Why a kit cannot be made of these: every product is known, named once for a component, no kit, and can express the quantity. */
export function reasonsAgainstKit(shop: Shop, kit: string, { components }: Definition): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const { products, quantity } of components) {
    const named = new Set<string>();
    for (const sku of products) {
      const product = shop.products.get(sku);
      const [primary] = product?.units ?? [];
      const requested = Number(quantity);
      if (named.has(sku) || sku === kit) reasons.push({ code: 'VALIDATION_FAILED', sku });
      else if (product === undefined || primary === undefined) reasons.push({ code: 'UNKNOWN_PRODUCT', sku });
      else if (product.kit !== undefined) reasons.push({ code: 'VALIDATION_FAILED', sku });
      else if (isTooPrecise(primary, requested)) {
        reasons.push({ code: 'PRECISION_EXCEEDED', sku, unit: primary.code, requested });
      }
      named.add(sku);
    }
  }
  return reasons;
}

export function changeKit(shop: Shop, { sku, kit }: CommandOf<'ChangeKit'>): Result {
  const product = shop.products.get(sku);
  if (product === undefined) return refused({ code: 'UNKNOWN_PRODUCT', sku });
  if (product.kit === undefined) return refused({ code: 'VALIDATION_FAILED', sku });
  const reasons = reasonsAgainstKit(shop, sku, kit);
  if (reasons.length > 0) return refused(...reasons);
  const next = componentsOf(kit);
  if (JSON.stringify(product.kit) === JSON.stringify(next)) return NOTHING;
  product.kit = next;
  return DONE;
}

/** In stock when every required component has a product that is in stock there and can serve its quantity. */
export function kitStatusOn(shop: Shop, kit: Product, asking: Asking): Status {
  return kit.status === 'discontinued' || kit.setByHand ? kit.status : derivedStatus(shop, kit, asking);
}

/** What follows from the components of one kit, on a website or, where none is asked about, at all open warehouses. */
export function derivedStatus(shop: Shop, kit: Product, asking: Asking): Status {
  const required = (kit.kit ?? []).filter((component) => component.required);
  const isInStock = (sku: string) => {
    const product = shop.products.get(sku);
    return product !== undefined && anyStatusOn(shop, product, asking) === 'in_stock';
  };
  const served = assign<string, Candidate<string>>(
    required.map(({ products, quantity }) => ({ possible: products.filter(isInStock), size: quantity })),
    (sku, total) => mostOf(shop, sku, asking) >= total,
  );
  return served.size === required.length ? 'in_stock' : 'out_of_stock';
}

/** How much of a product may be sold there, in its primary unit. */
function mostOf(shop: Shop, sku: string, asking: Asking): number {
  const product = shop.products.get(sku);
  const [primary] = product?.units ?? [];
  if (product === undefined || primary === undefined) return 0;
  const most = sellable(shop, product, asking, levelUnitOf(product, primary));
  return most === null ? Number.POSITIVE_INFINITY : fromLevelUnit(product, primary, most);
}

/** A line of a command, in its unit. */
export interface NamingLine extends AskingLine {
  /** Which of its kit's products the command names. */
  readonly named: readonly string[] | undefined;
}

/** Each name is for a component of its own, a required one first. */
function namedComponents(kit: readonly KitComponent[], named: readonly string[]) {
  const inOrder = kit.toSorted((a, b) => Number(b.required) - Number(a.required));
  const candidates = named.map((name) => ({
    name,
    size: 1,
    possible: inOrder.filter(({ products }) => products.includes(name)),
  }));
  const taken = assign<KitComponent, (typeof candidates)[number]>(candidates, (_, total) => total <= 1);
  return {
    products: new Map([...taken].map(([{ name }, component]) => [component, name])),
    left: candidates.filter((each) => !taken.has(each)).map(({ name }) => name),
  };
}

/** Why lines cannot name these: what their kit does not have, or more than it has components for. */
export function reasonsAgainstNames(shop: Shop, lines: readonly NamingLine[]): readonly Reason[] {
  return lines.flatMap(({ sku, named }) => {
    if (named === undefined) return [];
    const kit = shop.products.get(sku)?.kit;
    if (kit === undefined) return [{ code: 'VALIDATION_FAILED', sku }];
    return namedComponents(kit, named).left.map((name) => ({ code: 'VALIDATION_FAILED', sku: name }));
  });
}

/** A component of a line's kits, and the products that it may be. */
interface Slot {
  readonly line: number;
  readonly each: number;
  readonly size: number;
  readonly possible: readonly string[];
}

/**
 * Says of every line of a kit what goes into one: what the line names; else of each required component the first that
 * can be had together with all else that is asked of it, others giving way where they can be had as well; or the
 * preferred one where none can.
 */
export function withComponents(
  shop: Shop,
  lines: readonly NamingLine[],
  asking: Asking,
): readonly AskingLine[] {
  const slots = lines.flatMap(({ sku, quantity, named = [] }, line): readonly Slot[] => {
    const kit = shop.products.get(sku)?.kit ?? [];
    const { products: chosen } = namedComponents(kit, named);
    return kit.flatMap((component) => {
      const name = chosen.get(component);
      if (name === undefined && !component.required) return [];
      const possible = name === undefined ? component.products : [name];
      return [{ line, each: component.quantity, size: quantity * component.quantity, possible }];
    });
  });
  const isFixed = ({ possible }: Slot) => possible.length === 1;
  const fixed = slots.filter(isFixed);
  const canBeHad = (sku: string, total: number): boolean => {
    const product = shop.products.get(sku);
    if (product === undefined) return false;
    const plain = lines.filter((line) => line.sku === sku);
    const parts = fixed.filter(({ possible }) => possible[0] === sku).map(({ size }) => size);
    const part: Ask = { unit: product.units[0]?.code, quantity: total + sum(parts), isPart: true };
    const asks = [...plain.map(({ unit, quantity }) => ({ unit, quantity })), part];
    return reasonsAgainst(shop, product, { ...asking, asks }).length === 0;
  };
  const placed = assign(
    slots.filter((slot) => !isFixed(slot)),
    canBeHad,
  );
  return lines.map(({ named: _, ...line }, index) => {
    if (shop.products.get(line.sku)?.kit === undefined) return line;
    const own = slots.filter((slot) => slot.line === index);
    const components = own.map((slot): Component => {
      const sku = placed.get(slot) ?? slot.possible[0] ?? '';
      return { sku, unit: shop.products.get(sku)?.units[0]?.code ?? '', each: slot.each };
    });
    return { ...line, components };
  });
}
