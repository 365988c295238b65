/** Commands that are about whatever there is by then: so that most of them have something to do. */
import { fulfilOnHold } from './hold-wishes.ts';
import { fulfilOnOrder } from './order-wishes.ts';
import type { PlainCommand, Shop } from './reference/shop.ts';
import { fulfilOnStock } from './stock-wishes.ts';

const ON_ORDERS = [
  'AmendOrder',
  'CancelOrder',
  'ShipOrder',
  'ShipWhatIsThere',
  'ReturnOrder',
  'MoveBackorder',
  'OrderMoreThanIsThere',
] as const;

const ON_HOLDS = ['HoldAgain', 'HoldOtherwise', 'OrderOfHold', 'ReleaseHold'] as const;

const ON_STOCK = [
  'ReceiveTransfer',
  'CountSeen',
  'AdjustBackdated',
  'CountBackdated',
  'LoseWhatIsPromised',
  'CountLines',
  'CloseCountSheet',
] as const;

export type OrderWish = (typeof ON_ORDERS)[number];
export type HoldWish = (typeof ON_HOLDS)[number];
export type StockWish = (typeof ON_STOCK)[number];

/** What is wished for, the more often the oftener it stands here. */
export const WISHES = [
  ...ON_ORDERS,
  ...ON_ORDERS,
  'AmendOrder',
  'ShipWhatIsThere',
  'OrderMoreThanIsThere',
  ...ON_HOLDS,
  'HoldAgain',
  'HoldOtherwise',
  'OrderOfHold',
  ...ON_STOCK,
] as const;

/** Numbers that say which of several things is meant, counted round, and how much of it. */
export interface Pick {
  readonly which: number;
  readonly quantity: number;
  readonly isMore: boolean;
  readonly warehouse?: string;
}

export interface Wish<Name = OrderWish | HoldWish | StockWish> {
  readonly wish: Name;
  /** Which order, hold or level, counted round from the newest. */
  readonly which: number;
  /** None: the whole of it, where that can be said. */
  readonly picks: readonly Pick[];
  /** What is new in an order or hold. */
  readonly further?: WishedLine;
}

export interface WishedLine {
  readonly sku: string;
  readonly unit?: string;
  readonly quantity: string;
  readonly components?: readonly string[];
}

/** The command that a wish comes to as things stand. */
export function fulfil(shop: Shop, wish: Wish): PlainCommand {
  if (isAmong(ON_ORDERS, wish)) return fulfilOnOrder(shop, wish);
  return isAmong(ON_HOLDS, wish) ? fulfilOnHold(shop, wish) : fulfilOnStock(shop, wish as Wish<StockWish>);
}

const isAmong = <Name extends string>(names: readonly Name[], wish: Wish<unknown>): wish is Wish<Name> =>
  names.includes(wish.wish as Name);

/** One of several, counted round. */
export const oneOf = <Thing>(things: readonly Thing[], which: number): Thing | undefined =>
  things[which % Math.max(1, things.length)];
