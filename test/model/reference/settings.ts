/** Options that are set and cleared. */
import { isReached, option as optionOf } from './options.ts';
import { type CommandOf, DONE, NOTHING, type Result, refused, type Shop } from './shop.ts';
import { applyStatusRule } from './status.ts';
import type { Product } from './units.ts';

export function setOption(shop: Shop, command: CommandOf<'SetOption'>): Result {
  return change(shop, command.scope, command.option, command.value);
}

export function clearOption(shop: Shop, command: CommandOf<'ClearOption'>): Result {
  return change(shop, command.scope, command.option, undefined);
}

type Scope = CommandOf<'SetOption'>['scope'];

function change(shop: Shop, { level, code }: Scope, option: string, value: unknown): Result {
  if (level === 'product' && !shop.products.has(code ?? '')) {
    return refused({ code: 'UNKNOWN_PRODUCT', sku: code });
  }
  const at = shop.options.findIndex(
    (own) => own.level === level && own.code === code && own.option === option,
  );
  const before = shop.options[at]?.value;
  if (at < 0 ? value === undefined : JSON.stringify(before) === JSON.stringify(value)) return NOTHING;
  const products = [...shop.products.values()];
  const reached = products.filter((product) => isReached(shop, product, [level, code], option));
  const earlier = new Map(products.map((product) => [product, bearings(shop, product)]));
  if (at >= 0) shop.options.splice(at, 1);
  if (value !== undefined) shop.options.push({ level, code, option, value });
  for (const product of STATUS_OPTIONS.includes(option) ? reached : []) {
    // A product knows whether its own option has brought another value.
    if (level === 'product' && bearings(shop, product) === earlier.get(product)) continue;
    applyStatusRule(shop, product);
  }
  return DONE;
}

/** The options that bear on the status. */
const STATUS_OPTIONS = ['manageInventory', 'decrementQuantity', 'inventoryThreshold'];

const bearings = (shop: Shop, product: Product): string =>
  JSON.stringify(STATUS_OPTIONS.map((name) => optionOf(shop, product, undefined, name)));
