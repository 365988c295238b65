/** Products that are announced for later. */
import { optionWithScope } from './options.ts';
import type { Shop } from './shop.ts';
import type { Product } from './units.ts';

const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** Whether the goods are wanted before the day on which the product is expected; all websites keep UTC. */
export function tooLate(
  shop: Shop,
  product: Product,
  { website, shipUntil }: { readonly website: string | undefined; readonly shipUntil?: string | undefined },
): boolean {
  const { value: isUpcoming, scope } = optionWithScope(shop, product, website, 'isUpcoming');
  if (shipUntil === undefined || isUpcoming !== true) return false;
  // The date is that of the level which says that it is upcoming, if it has one.
  const [level, code] = scope ?? [];
  const date = shop.options.find(
    (own) => own.level === level && own.code === code && own.option === 'availabilityDate',
  )?.value;
  if (typeof date !== 'string' || Date.parse(date) < shop.nowMs) return false;
  return shipUntil.slice(0, DAY_LENGTH) < date.slice(0, DAY_LENGTH);
}
