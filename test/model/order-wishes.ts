/** Wishes about orders. */
import { NEXT } from './commands.ts';
import { availableAt } from './reference/levels.ts';
import { flag } from './reference/options.ts';
import { backorderedOf, promisesTo } from './reference/promises.ts';
import type { Order, OrderLine, PlainCommand, Shop } from './reference/shop.ts';
import { fromLevelUnit, unitOf } from './reference/units.ts';
import { warehousesOf } from './reference/warehouses.ts';
import { type OrderWish, oneOf, type Wish, type WishedLine } from './wishes.ts';

export function fulfilOnOrder(shop: Shop, wish: Wish<OrderWish>): PlainCommand {
  const order = wantedOrder(shop, wish);
  const orderId = order?.orderId ?? 'O1';
  const lines = order?.lines ?? [];
  const picked = wish.picks.flatMap((pick) => {
    const line = oneOf(lines, pick.which);
    return line === undefined ? [] : [{ pick, line }];
  });
  const named = picked.map(({ pick, line }) => ({ ...nameOf(line), quantity: `${pick.quantity}` }));
  const isWhole = named.length === 0;
  const places = picked.map(({ pick: { warehouse } }) => warehouse !== undefined && { warehouse });
  switch (wish.wish) {
    case 'AmendOrder':
      return { type: 'AmendOrder', orderId, lines: amended(lines, wish) };
    case 'CancelOrder':
      return { type: 'CancelOrder', orderId, ...(!isWhole && { lines: named }) };
    case 'ShipOrder': {
      const shipped = named.map((line, index) => ({ ...line, ...places[index] }));
      return { type: 'ShipOrder', orderId, ...(!isWhole && { lines: shipped }) };
    }
    case 'ShipWhatIsThere':
      return { type: 'ShipOrder', orderId, lines: whatIsThere(shop, order, wish) };
    case 'ReturnOrder': {
      const returned = named.map((line, index) => ({
        ...line,
        ...places[index],
        restock: picked[index]?.pick.isMore ?? true,
      }));
      const back = lines.filter(({ shipped, returned: earlier }) => shipped > earlier);
      // One by itself, and the rest: what comes back first is not to come back twice.
      const whole = back.flatMap((line) => {
        const all = line.shipped - line.returned;
        const parts = all > 1 ? [1, all - 1] : [all];
        return parts.map((part) => ({ ...nameOf(line), quantity: `${part}`, restock: true }));
      });
      const some = returned.length > 0 ? returned : whole;
      const none = { sku: 'A', quantity: '1', restock: true };
      return { type: 'ReturnOrder', orderId, lines: some.length > 0 ? some : [none] };
    }
    case 'MoveBackorder':
      return movedBackorder(shop, orderId, wish);
    case 'OrderMoreThanIsThere':
      return moreThanIsThere(shop, wish);
  }
}

/** Every other time one that is promised at several places, lacks something or has gone out in part, if there is one. */
function wantedOrder(shop: Shop, { wish, which }: Wish<OrderWish>): Order | undefined {
  const possible = [...shop.orders.values()].reverse().filter(({ status, lines }) => {
    if (wish === 'ReturnOrder') return lines.some(({ shipped, returned }) => shipped > returned);
    return status === 'accepted';
  });
  const interesting = possible.filter(({ orderId, lines }) => {
    const own = shop.promises.filter((promise) => promise.orderId === orderId);
    const isSplit = own.some(({ sku, warehouse }) =>
      own.some((each) => each.sku === sku && each.warehouse !== warehouse),
    );
    const isLacking = own.some((promise) => backorderedOf(shop, promise) > 0);
    return isSplit || isLacking || lines.some(({ shipped, isKit }) => shipped > 0 || isKit);
  });
  return oneOf(which % 2 === 0 && interesting.length > 0 ? interesting : possible, which >> 1);
}

/** A line of a kit says sometimes which of the order's lines is meant. */
function nameOf({ sku, unit, isKit, stocked, quantity }: OrderLine) {
  const components = stocked.map((part) => part.sku);
  return { sku, ...(unit !== '' && { unit }), ...(isKit && quantity % 2 === 0 && { components }) };
}

/** The order's lines, each picked one so much more or less. */
function amended(lines: readonly OrderLine[], { picks, further }: Wish<OrderWish>): readonly WishedLine[] {
  const kept = lines.flatMap((line, index): readonly WishedLine[] => {
    const change = picks.find((pick) => pick.which % lines.length === index);
    const size = line.quantity - line.cancelled;
    const quantity = change === undefined ? size : size + change.quantity * (change.isMore ? 1 : -1);
    return quantity > 0 ? [{ ...nameOf(line), quantity: `${quantity}` }] : [];
  });
  const all = further === undefined ? kept : [...kept, further];
  return all.length > 0 ? all : [{ sku: 'A', quantity: '1' }];
}

/** Part of what is there of each line that is picked, or of the first that has something there. */
function whatIsThere(shop: Shop, order: Order | undefined, { which, picks }: Wish<OrderWish>) {
  const lines = (order?.lines ?? []).flatMap((line, index) => {
    const there = kitsThere(shop, order, line);
    const pick = picks.find((each) => each.which % (order?.lines.length ?? 1) === index);
    if (there < 1 || (pick === undefined && picks.length > 1)) return [];
    const part = pick?.isMore === false ? pick.quantity : there - (pick?.which ?? which % 2);
    const quantity = Math.max(1, Math.min(there, part));
    const { warehouse } = pick ?? {};
    return [{ ...nameOf(line), quantity: `${quantity}`, ...(warehouse !== undefined && { warehouse }) }];
  });
  return lines.length > 0 ? lines : [{ sku: 'A', quantity: '1' }];
}

/** How much of a line could go out, rounded down. */
function kitsThere(shop: Shop, order: Order | undefined, line: OrderLine): number {
  if (order === undefined) return 0;
  const of = line.stocked.map(({ sku, unit: code, each }) => {
    const product = shop.products.get(sku);
    const unit = product && unitOf(product, code);
    if (product === undefined || unit === undefined) return 0;
    const there = promisesTo(shop, order.orderId, sku, product.stockUnit ?? code).map(
      (promise) => promise.quantity - backorderedOf(shop, promise),
    );
    return (
      fromLevelUnit(
        product,
        unit,
        there.reduce((all, part) => all + part, 0),
      ) / each
    );
  });
  return Math.floor(Math.min(...of, line.quantity - line.cancelled - line.shipped));
}

/** Something that is backordered, if anything is. */
function movedBackorder(shop: Shop, otherwise: string, { which, picks }: Wish<OrderWish>): PlainCommand {
  const missing = shop.promises.filter((promise) => backorderedOf(shop, promise) > 0);
  const { orderId, sku, unit, warehouse } = oneOf(missing, which) ?? {
    ...{ orderId: otherwise, sku: 'B', unit: 'piece', warehouse: 'main' },
  };
  const part = picks.length > 1 ? { quantity: `${picks[0]?.quantity}` } : {};
  const to = warehouse === 'main' ? 'north' : 'main';
  return { type: 'MoveBackorder', orderId, sku, unit, from: warehouse, to, ...part };
}

/** So much that it has to come from several places, and lacks something where the product may. */
function moreThanIsThere(shop: Shop, { which, picks, further }: Wish<OrderWish>): PlainCommand {
  const website = 'default';
  const products = [...shop.products.values()].filter(({ kit }) => kit === undefined);
  const lacking = products.filter((product) => flag(shop, product, website, 'backOrder'));
  const product = oneOf(which % 3 === 0 || lacking.length === 0 ? products : lacking, which);
  const sku = product?.sku ?? 'B';
  const unit = product?.stockUnit ?? product?.units[0]?.code ?? 'item';
  const there = warehousesOf(shop, website).map((warehouse) =>
    Math.max(0, availableAt(shop, { sku, unit, warehouse })),
  );
  const all = there.reduce((total, each) => total + each, 0);
  const least = picks.length === 0 ? all : Math.max(...there, 0);
  const quantity = Math.ceil(least) + (picks[0]?.quantity ?? 1);
  const line = { sku, unit, quantity: `${quantity}` };
  const lines = further === undefined ? [line] : [line, further];
  return { type: 'SubmitOrder', orderId: NEXT, website, lines };
}
