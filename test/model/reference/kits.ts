/** Kits: what they may be made of, what goes into one, and the status that follows. */
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

/** Why a kit cannot be made of these: every product is known, named once, no kit, and can express the quantity. */
export function reasonsAgainstKit(shop: Shop, kit: string, { components }: Definition): readonly Reason[] {
  const reasons: Reason[] = [];
  const named = new Set<string>();
  for (const { products, quantity } of components) {
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
  if (kit.status === 'discontinued' || kit.setByHand) return kit.status;
  const required = kit.kit?.filter((component) => component.required) ?? [];
  const isServed = required.every(({ products, quantity }) =>
    products.some((sku) => {
      const product = shop.products.get(sku);
      const [primary] = product?.units ?? [];
      if (product === undefined || primary === undefined) return false;
      const most = sellable(shop, product, asking, levelUnitOf(product, primary));
      const isEnough = most === null || fromLevelUnit(product, primary, most) >= quantity;
      return isEnough && anyStatusOn(shop, product, asking) === 'in_stock';
    }),
  );
  return isServed ? 'in_stock' : 'out_of_stock';
}

/** A line of a command, in its unit. */
export interface NamingLine extends AskingLine {
  /** Which of its kit's products the command names. */
  readonly named: readonly string[] | undefined;
}

/** Why lines cannot name these: what their kit does not have, or two products for one component. */
export function reasonsAgainstNames(shop: Shop, lines: readonly NamingLine[]): readonly Reason[] {
  return lines.flatMap(({ sku: kitSku, named }) => {
    if (named === undefined) return [];
    const kit = shop.products.get(kitSku)?.kit;
    if (kit === undefined) return [{ code: 'VALIDATION_FAILED', sku: kitSku }];
    const places = named.map((sku) => kit.findIndex(({ products }) => products.includes(sku)));
    return named.flatMap((sku, index) => {
      const place = places[index] ?? -1;
      return place < 0 || places.indexOf(place) < index ? [{ code: 'VALIDATION_FAILED', sku }] : [];
    });
  });
}

/**
 * Says of every line of a kit what goes into one: what the line names; else of each required component the first that
 * can be had together with all that was asked before it, or the preferred one where none can.
 */
export function withComponents(
  shop: Shop,
  lines: readonly NamingLine[],
  asking: Asking,
): readonly AskingLine[] {
  const soFar = new Map<string, Ask[]>();
  const kitOf = ({ sku }: AskingLine) => shop.products.get(sku)?.kit;
  for (const line of lines) {
    if (kitOf(line) !== undefined) continue;
    soFar.set(line.sku, [...(soFar.get(line.sku) ?? []), { unit: line.unit, quantity: line.quantity }]);
  }
  return lines.map(({ named = [], ...line }) => {
    const kit = kitOf(line);
    if (kit === undefined) return line;
    const components: Component[] = [];
    for (const { products, quantity: each, required } of kit) {
      const wanted = products.filter((sku) => named.includes(sku));
      const possible = wanted.length > 0 || !required ? wanted : products;
      const asksOf = (sku: string): Ask[] => {
        const unit = shop.products.get(sku)?.units[0]?.code;
        return [...(soFar.get(sku) ?? []), { unit, quantity: line.quantity * each, isPart: true }];
      };
      const canBeHad = (sku: string) => {
        const product = shop.products.get(sku);
        return (
          product !== undefined &&
          reasonsAgainst(shop, product, { ...asking, asks: asksOf(sku) }).length === 0
        );
      };
      const chosen = possible.find(canBeHad) ?? possible[0];
      if (chosen === undefined) continue;
      soFar.set(chosen, asksOf(chosen));
      components.push({ sku: chosen, unit: shop.products.get(chosen)?.units[0]?.code ?? '', each });
    }
    return { ...line, components };
  });
}
