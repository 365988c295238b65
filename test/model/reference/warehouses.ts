/** Warehouses: which are open, which a website sells from, and how one closes. */
import { allocatedAt, heldAt, onHandAt } from './levels.ts';
import { type CommandOf, DONE, NOTHING, type Reason, type Result, refused, type Shop } from './shop.ts';
import { levelUnits } from './units.ts';

export const openWarehouses = ({ warehouses }: Shop): readonly string[] =>
  [...warehouses].filter(([, state]) => state === 'open').map(([code]) => code);

/** The open ones of a website's list, else its organization's, else the system's. */
export function warehousesOf(shop: Shop, website: string): readonly string[] {
  const { websites, fallbackWarehouses } = shop;
  const list =
    websites.get(website) ?? fallbackWarehouses.get('organization') ?? fallbackWarehouses.get('system') ?? [];
  return list.filter((code) => shop.warehouses.get(code) === 'open');
}

/** Why nothing can be done at a warehouse: there is none, or it is closed. */
export function reasonsAgainstPlace(shop: Shop, warehouse: string): readonly Reason[] {
  const state = shop.warehouses.get(warehouse);
  if (state === undefined) return [{ code: 'UNKNOWN_WAREHOUSE' }];
  return state === 'open' ? [] : [{ code: 'WAREHOUSE_CLOSED' }];
}

export function assignWarehouses(shop: Shop, { scope, warehouses }: CommandOf<'AssignWarehouses'>): Result {
  const { level, code = '' } = scope;
  const own: Map<string, readonly string[] | undefined> =
    level === 'website' ? shop.websites : shop.fallbackWarehouses;
  const name = level === 'website' ? code : level;
  if (JSON.stringify(own.get(name)) === JSON.stringify(warehouses)) return NOTHING;
  const reasons = warehouses.flatMap((each, index) =>
    warehouses.indexOf(each) < index ? [{ code: 'VALIDATION_FAILED' }] : reasonsAgainstPlace(shop, each),
  );
  if (reasons.length > 0) return refused(...reasons);
  own.set(name, warehouses);
  return DONE;
}

/** It closes when nothing is left there and nothing is on its way there; else the refusal says what is. */
export function closeWarehouse(shop: Shop, { code }: CommandOf<'CloseWarehouse'>): Result {
  const against = reasonsAgainstPlace(shop, code);
  if (against.length > 0) return refused(...against);
  const reasons: Reason[] = [];
  for (const product of shop.products.values()) {
    const { sku } = product;
    for (const unit of levelUnits(product)) {
      const level = { sku, unit, warehouse: code };
      const figures = [onHandAt(shop, level), allocatedAt(shop, level), heldAt(shop, level)];
      const isLeft = figures.some((each) => each !== 0) || isOnItsWay(shop, level);
      if (isLeft) reasons.push({ code: 'WAREHOUSE_NOT_EMPTY', sku, unit });
    }
  }
  if (reasons.length > 0) return { kind: 'refused', isRecorded: true, reasons };
  shop.warehouses.set(code, 'closed');
  return DONE;
}

const isOnItsWay = (shop: Shop, { sku, unit, warehouse }: { sku: string; unit: string; warehouse: string }) =>
  [...shop.transfers.values()].some(
    (each) =>
      each.sku === sku &&
      (shop.products.get(sku)?.stockUnit ?? each.unit) === unit &&
      each.to === warehouse &&
      each.dispatched > each.received + each.discrepancy,
  );
