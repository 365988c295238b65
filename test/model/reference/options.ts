/** Options, by the one chain of fallback. */
import type { Shop } from './shop.ts';
import type { Product } from './units.ts';

const DEFAULTS: Readonly<Record<string, unknown>> = {
  manageInventory: false,
  decrementQuantity: true,
  backOrder: false,
  backOrderLimit: null,
  inventoryThreshold: 0,
  highlightLowInventory: false,
  lowInventoryThreshold: 0,
  minimumQuantityToOrder: null,
  maximumQuantityToOrder: 100000,
  quantityIncrement: null,
  automaticRestock: true,
  orderableStatuses: ['in_stock', 'out_of_stock'],
  sourcingStrategy: 'priority',
  splitLines: true,
  isUpcoming: false,
};

type Scope = readonly [level: string, code: string | undefined];

/** The scopes that a product asks, the nearest first. */
function chainOf(shop: Shop, product: Product, website?: string): readonly Scope[] {
  const chain: Scope[] = [['product', product.sku]];
  for (let code = product.category; code !== undefined; code = shop.categories.get(code)) {
    chain.push(['category', code]);
  }
  if (website !== undefined) chain.push(['website', website]);
  chain.push(['organization', 'default'], ['system', undefined]);
  return chain;
}

const ownOption = (shop: Shop, [level, code]: Scope, name: string) =>
  shop.options.find((own) => own.level === level && own.code === code && own.option === name);

/** The value that holds for a product, on a website if one is asked about, and who says so: nobody, if by default. */
export function optionWithScope(
  shop: Shop,
  product: Product,
  website: string | undefined,
  name: string,
): { readonly value: unknown; readonly scope?: Scope } {
  for (const scope of chainOf(shop, product, website)) {
    const own = ownOption(shop, scope, name);
    if (own !== undefined) return { value: own.value, scope };
  }
  return { value: DEFAULTS[name] };
}

export const option = (shop: Shop, product: Product, website: string | undefined, name: string): unknown =>
  optionWithScope(shop, product, website, name).value;

/** Whether a product, where no website is asked about, has its value from the scope or would inherit it. */
export function isReached(shop: Shop, product: Product, [level, code]: Scope, name: string): boolean {
  const chain = chainOf(shop, product);
  const at = chain.findIndex((scope) => scope[0] === level && scope[1] === code);
  return at >= 0 && chain.slice(0, at).every((scope) => ownOption(shop, scope, name) === undefined);
}

export const flag = (shop: Shop, product: Product, website: string | undefined, name: string): boolean =>
  option(shop, product, website, name) === true;

/** A quantity; null: none is set. */
export function figure(
  shop: Shop,
  product: Product,
  website: string | undefined,
  name: string,
): number | null {
  const value = option(shop, product, website, name);
  return value === null ? null : Number(value);
}

/** Whether orders check and move the product's stock. */
export const isTracked = (shop: Shop, product: Product, website?: string): boolean =>
  flag(shop, product, website, 'manageInventory') && flag(shop, product, website, 'decrementQuantity');
