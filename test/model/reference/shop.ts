/**
 * The shop as one would keep it on paper: lists and loops, whole sums worked out anew each time. Written from the rules,
 * and it shares no code with the domain. Quantities are plain numbers; those of the test are small multiples of a half,
 * which are exact.
 */
import type { Command } from '#domain';

/** A command as JSON: quantities are decimal strings. */
export type Plain<T> = T extends bigint
  ? string
  : T extends object
    ? { readonly [Key in keyof T]: Plain<T[Key]> }
    : T;

export type PlainCommand = Plain<Command>;
export type CommandOf<Type extends PlainCommand['type']> = Extract<PlainCommand, { type: Type }>;

export type Status = 'in_stock' | 'out_of_stock' | 'discontinued';

export interface Unit {
  readonly code: string;
  readonly precision: number;
  /** How many stock units one is. */
  readonly rate: number;
}

export interface Product {
  readonly sku: string;
  readonly category: string | undefined;
  readonly units: readonly Unit[];
  readonly stockUnit: string | undefined;
  status: Status;
  setByHand: boolean;
  takenByThreshold: boolean;
}

/** What an operation of an order was promised at one level and has neither given up nor got. */
export interface Promised {
  readonly orderId: string;
  readonly operation: number;
  readonly sku: string;
  readonly unit: string;
  readonly warehouse: string;
  quantity: number;
}

export interface OrderLine {
  readonly sku: string;
  readonly unit: string;
  quantity: number;
  cancelled: number;
  shipped: number;
  returned: number;
  /** How much of what is open was allocated. */
  allocated: number;
  /** How much of what is shipped and not back came from stock. */
  fromStock: number;
}

export type OrderStatus = 'rejected' | 'accepted' | 'cancelled' | 'shipped' | 'closed';

export interface Order {
  readonly orderId: string;
  readonly website: string;
  /** The command, and its first answer. */
  readonly content: string;
  answer: Result;
  lines: OrderLine[];
  status: OrderStatus;
  operation: number;
  /** Where goods went out, in the order of shipping, as far as they are not back. */
  readonly origins: { sku: string; unit: string; warehouse: string; quantity: number }[];
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
  /** `isNothing`: nothing needed to change. */
  | { readonly kind: 'done'; readonly isNothing: boolean }
  /** `isRecorded`: the refusal is a fact, and a repeat gets it again. */
  | { readonly kind: 'refused'; readonly isRecorded: boolean; readonly reasons: readonly Reason[] }
  | { readonly kind: 'conflict'; readonly code: string };

export interface Shop {
  /** Open ones. */
  readonly warehouses: string[];
  /** Their warehouses in order of priority. */
  readonly websites: Map<string, readonly string[]>;
  /** Their parents. */
  readonly categories: Map<string, string | undefined>;
  readonly products: Map<string, Product>;
  readonly options: { level: string; code: string | undefined; option: string; value: unknown }[];
  readonly onHand: { sku: string; unit: string; warehouse: string; quantity: number }[];
  /** In the order of recording. */
  promises: Promised[];
  readonly orders: Map<string, Order>;
  readonly transfers: Map<string, Transfer>;
  /** Commands that left events, by id. */
  readonly answered: Map<string, { readonly content: string; readonly result: Result }>;
}

export const newShop = (): Shop => ({
  warehouses: ['main'],
  websites: new Map([['default', ['main']]]),
  categories: new Map(),
  products: new Map(),
  options: [],
  onHand: [],
  promises: [],
  orders: new Map(),
  transfers: new Map(),
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

export const unitOf = ({ units }: Product, code: string | undefined): Unit | undefined =>
  code === undefined ? units[0] : units.find((unit) => unit.code === code);

/** The unit of the level that a unit sells from. */
export const levelUnitOf = ({ stockUnit }: Product, { code }: Unit): string => stockUnit ?? code;

export const inLevelUnit = ({ stockUnit }: Product, { rate }: Unit, quantity: number): number =>
  stockUnit === undefined ? quantity : quantity * rate;

/** Rounded down to what the unit can say. */
export function fromLevelUnit({ stockUnit }: Product, { rate, precision }: Unit, quantity: number): number {
  if (stockUnit === undefined) return quantity;
  const steps = 10 ** precision;
  return Math.floor((quantity / rate) * steps) / steps;
}

export const isTooPrecise = ({ precision }: Unit, quantity: number): boolean =>
  !Number.isInteger(quantity * 10 ** precision);
