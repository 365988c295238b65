/** Commands that are about whatever orders there are by then: so that most of them have something to do. */

import type { Order, OrderLine, PlainCommand, Shop } from './reference/shop.ts';
import { backorderedOf } from './reference/stock.ts';

export interface Pick {
  /** Which line of the order, counted round. */
  readonly line: number;
  readonly quantity: number;
  readonly warehouse?: string;
  readonly restock: boolean;
}

export interface Wish {
  readonly wish: 'AmendOrder' | 'CancelOrder' | 'ShipOrder' | 'ReturnOrder' | 'MoveBackorder';
  /** Which order, counted round from the newest. */
  readonly order: number;
  /** None: the whole order, where that can be said. */
  readonly picks: readonly Pick[];
  /** Of an amendment: what is new in the order. */
  readonly further?: { readonly sku: string; readonly unit?: string; readonly quantity: string };
}

/** The command that a wish comes to as things stand. */
export function fulfil(shop: Shop, wish: Wish): PlainCommand {
  const wanted = [...shop.orders.values()].reverse().filter((order) => isWanted(order, wish.wish));
  const order = wanted[wish.order % Math.max(1, wanted.length)];
  const orderId = order?.orderId ?? 'O1';
  const lines = order?.lines ?? [];
  const picked = wish.picks.flatMap((pick) => {
    const line = lines[pick.line % Math.max(1, lines.length)];
    return line === undefined ? [] : [{ pick, line }];
  });
  const named = picked.map(({ pick, line: { sku, unit } }) => ({
    sku,
    ...(unit !== '' && { unit }),
    quantity: `${pick.quantity}`,
  }));
  const places = picked.map(({ pick: { warehouse } }) => warehouse !== undefined && { warehouse });
  const isWhole = named.length === 0;
  switch (wish.wish) {
    case 'AmendOrder':
      return { type: 'AmendOrder', orderId, lines: amended(lines, wish) };
    case 'CancelOrder':
      return { type: 'CancelOrder', orderId, ...(!isWhole && { lines: named }) };
    case 'ShipOrder': {
      const shipped = named.map((line, index) => ({ ...line, ...places[index] }));
      return { type: 'ShipOrder', orderId, ...(!isWhole && { lines: shipped }) };
    }
    case 'ReturnOrder': {
      const returned = named.map((line, index) => ({
        ...line,
        ...places[index],
        restock: picked[index]?.pick.restock ?? true,
      }));
      const whole = lines.map(({ sku, unit, shipped }) => ({
        sku,
        ...(unit !== '' && { unit }),
        quantity: `${shipped || 1}`,
        restock: true,
      }));
      const some = returned.length > 0 ? returned : whole;
      const none = { sku: 'A', quantity: '1', restock: true };
      return { type: 'ReturnOrder', orderId, lines: some.length > 0 ? some : [none] };
    }
    case 'MoveBackorder':
      return movedBackorder(shop, orderId, wish);
  }
}

/** Something that is backordered, if anything is. */
function movedBackorder(shop: Shop, otherwise: string, { order, picks }: Wish): PlainCommand {
  const missing = shop.promises.filter((promise) => backorderedOf(shop, promise) > 0);
  const {
    orderId,
    sku,
    unit,
    warehouse: from,
  } = missing[order % Math.max(1, missing.length)] ?? {
    orderId: otherwise,
    sku: 'B',
    unit: 'piece',
    warehouse: 'main',
  };
  const part = picks.length > 1 ? { quantity: `${picks[0]?.quantity}` } : {};
  const to = from === 'main' ? 'north' : 'main';
  return { type: 'MoveBackorder', orderId, sku, unit, from, to, ...part };
}

function isWanted({ status, lines }: Order, wish: Wish['wish']): boolean {
  if (wish === 'ReturnOrder') return lines.some(({ shipped, returned }) => shipped > returned);
  return status === 'accepted';
}

/** The order's lines, each picked one so much more or less. */
function amended(lines: readonly OrderLine[], { picks, further }: Wish) {
  const kept = lines.flatMap((line, index) => {
    const change = picks.find((pick) => pick.line % lines.length === index);
    const size = line.quantity - line.cancelled;
    const quantity = change === undefined ? size : size + change.quantity * (change.restock ? 1 : -1);
    const { sku, unit } = line;
    return quantity > 0 ? [{ sku, ...(unit !== '' && { unit }), quantity: `${quantity}` }] : [];
  });
  const all = further === undefined ? kept : [...kept, further];
  return all.length > 0 ? all : [{ sku: 'A', quantity: '1' }];
}
