/**
 * The shop as one would keep it on paper: lists and loops, whole sums worked out anew each time. Written from the rules,
 * and it shares no code with the domain. Quantities are plain numbers; those of the test are small multiples of a half,
 * which are exact. Times are milliseconds since 1970 UTC.
 */
import type { Command } from '#domain';
import type { CountSheet } from './sheets.ts';
import type { Product } from './units.ts';

/** A command as JSON: quantities are decimal strings. */
export type Plain<T> = T extends bigint
  ? string
  : T extends object
    ? { readonly [Key in keyof T]: Plain<T[Key]> }
    : T;

export type PlainCommand = Plain<Command>;
export type CommandOf<Type extends PlainCommand['type']> = Extract<PlainCommand, { type: Type }>;

export interface LevelName {
  readonly sku: string;
  readonly unit: string;
  readonly warehouse: string;
}

/** Something that changed what is on hand, or a count that found what was there. */
export interface Fact extends LevelName {
  readonly at: number;
  readonly change: number;
  /** The later-dated count from which on it does not show any more. */
  readonly until: number | undefined;
  readonly isCount: boolean;
  /** What number it is among all that ever changed something. */
  readonly number: number;
}

/** What an operation of an order was promised at one level and has neither given up nor got. */
export interface Promised extends LevelName {
  readonly orderId: string;
  readonly operation: number;
  quantity: number;
}

/** What an operation of a hold reserves at one level. */
export interface HeldShare extends LevelName {
  readonly holdId: string;
  readonly operation: number;
  quantity: number;
  /** What of it was not there to be held. */
  notThere: number;
}

/** A product of which something goes into each of a line: of a kit its components, else the product itself. */
export interface Stocked {
  readonly sku: string;
  readonly unit: string;
  readonly each: number;
  /** How much of what is open was allocated. */
  allocated: number;
  /** How much of what is shipped and not back came from stock. */
  fromStock: number;
}

export interface OrderLine {
  readonly sku: string;
  readonly unit: string;
  readonly isKit: boolean;
  quantity: number;
  cancelled: number;
  shipped: number;
  returned: number;
  readonly stocked: readonly Stocked[];
}

export type OrderStatus = 'rejected' | 'accepted' | 'cancelled' | 'shipped' | 'closed';

export interface Order {
  readonly orderId: string;
  readonly website: string;
  readonly shipUntil: string | undefined;
  /** The command, and its first answer. */
  readonly content: string;
  answer: Result;
  lines: OrderLine[];
  status: OrderStatus;
  operation: number;
  /** Where goods went out, in the order of shipping, as far as they are not back. */
  readonly origins: (LevelName & { quantity: number })[];
}

export interface Hold {
  readonly holdId: string;
  /** Undefined: it never came to hold anything. */
  status: 'open' | 'released' | 'expired' | 'ordered' | undefined;
  website: string;
  lines: readonly AskingLine[];
  expiresAt: number;
  operation: number;
}

/** A line that asks for a product; of a kit with what goes into one. */
export interface AskingLine {
  readonly sku: string;
  readonly unit: string | undefined;
  readonly quantity: number;
  readonly components?: readonly Component[];
}

export interface Component {
  readonly sku: string;
  readonly unit: string;
  readonly each: number;
}

export interface Transfer {
  readonly transferId: string;
  readonly content: string;
  readonly sku: string;
  readonly unit: string;
  readonly to: string;
  readonly dispatched: number;
  received: number;
  discrepancy: number;
}

export interface Reason {
  readonly code: string;
  readonly sku?: string | undefined;
  readonly unit?: string | undefined;
  readonly warehouse?: string | undefined;
  readonly requested?: number | undefined;
  readonly sellable?: number | undefined;
  readonly limit?: number | undefined;
  readonly open?: number | undefined;
}

/** What a command comes to. */
export type Result =
  /** `isNothing`: nothing needed to change. `detail`: what else the answer says. */
  | { readonly kind: 'done'; readonly isNothing: boolean; readonly detail?: readonly string[] }
  /** `isRecorded`: the refusal is a fact, and a repeat gets it again. */
  | { readonly kind: 'refused'; readonly isRecorded: boolean; readonly reasons: readonly Reason[] }
  | { readonly kind: 'conflict'; readonly code: string };

export interface Shop {
  nowMs: number;
  readonly warehouses: Map<string, 'open' | 'closed'>;
  /** Their warehouses in order of priority. */
  readonly websites: Map<string, readonly string[] | undefined>;
  /** Where a website has no list of its own: its organization's, else the system's. */
  readonly fallbackWarehouses: Map<string, readonly string[]>;
  /** Their parents. */
  readonly categories: Map<string, string | undefined>;
  readonly products: Map<string, Product>;
  readonly options: { level: string; code: string | undefined; option: string; value: unknown }[];
  /** In the order of recording. */
  readonly facts: Fact[];
  /** In the order of recording. */
  promises: Promised[];
  /** In the order of recording. */
  held: HeldShare[];
  /** Goods at a level that are set aside for what is held there. */
  readonly aside: (LevelName & { quantity: number })[];
  readonly holds: Map<string, Hold>;
  readonly orders: Map<string, Order>;
  readonly transfers: Map<string, Transfer>;
  readonly sheets: CountSheet[];
  /** Revisions of products that a counter may have seen, and how many facts there were then. */
  readonly seen: { readonly sku: string; readonly revision: number; readonly facts: number }[];
  /** Commands that left events, by id. */
  readonly answered: Map<string, { readonly content: string; readonly result: Result }>;
}

export const newShop = (nowMs: number): Shop => ({
  nowMs,
  warehouses: new Map([['main', 'open']]),
  websites: new Map([['default', ['main']]]),
  fallbackWarehouses: new Map(),
  categories: new Map(),
  products: new Map(),
  options: [],
  facts: [],
  promises: [],
  held: [],
  aside: [],
  holds: new Map(),
  orders: new Map(),
  transfers: new Map(),
  sheets: [],
  seen: [],
  answered: new Map(),
});

export const DONE: Result = { kind: 'done', isNothing: false };
export const NOTHING: Result = { kind: 'done', isNothing: true };
export const refused = (...reasons: readonly Reason[]): Result => ({
  kind: 'refused',
  isRecorded: false,
  reasons,
});

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
