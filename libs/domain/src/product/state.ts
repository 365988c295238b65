/** The running state of one product: its definition, own options, status and all its stock. */
import type { OptionValues, Status } from '../options/catalogue.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Kit } from './events.ts';
import type { Holds } from './holds.ts';
import type { Promises, StockPromise } from './promises.ts';

export interface Unit {
  readonly code: string;
  readonly precision: number;
  /** How many stock units one of this unit is; counts only with a stock unit. */
  readonly conversionRate?: Quantity;
}

/** What may be there of a product: at one warehouse, or in all of them together. */
export interface Figures {
  onHand: Quantity;
  /** Promised to accepted orders and not yet shipped. */
  allocated: Quantity;
  /** Reserved for carts. */
  held: Quantity;
}

/** The stock record of the product in one unit at one warehouse. */
export interface Level extends Figures {
  readonly unit: string;
  readonly warehouse: string;
  /** How much of `allocated` is not there. */
  backordered: Quantity;
  /** How much of `held` is not there: it comes after what is backordered, and has no claim on the goods of orders. */
  heldBackordered: Quantity;
  /** Revision of the event that last changed what is on hand; −1: none has. */
  movedAt: number;
  /**
   * Up to when the facts about on hand are dated, as of which `movedAt`. Null: one was not dated, and so is as of its
   * recording.
   */
  dated: { readonly to: string; readonly movedAt: number } | null;
  /** The promises made here, oldest and newest, and the oldest of which a part is not there. */
  oldest: StockPromise | null;
  newest: StockPromise | null;
  oldestBackordered: StockPromise | null;
}

/** All levels of one unit, and their sum. A level that was never written is missing, and zero. */
export interface UnitStock extends Figures {
  readonly unit: string;
  readonly levels: Map<string, Level>;
}

/** Goods on their way from one warehouse to another. */
export interface Transit {
  /** Unit of level. */
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  /** What has neither come nor been given up. */
  quantity: Quantity;
  /** Last operation of the transfer that was recorded here. */
  operation: number;
}
/** An order's operation, or a hold. */
export type Taker = { readonly orderId: string; readonly operation: number } | { readonly holdId: string };

/**
 * Folded in place: `evolve` changes the state it is given and hands it back, so that an event costs as much as
 * itself, however many allocations are open. Only `evolve` may write here; whoever folds owns the state.
 */
export interface ProductState {
  readonly sku: string;
  name: string;
  readonly organization: string;
  category: string | null;
  /** The first is primary. */
  readonly units: readonly Unit[];
  /** Code of the unit whose level all units sell from; null: each unit has its own. */
  readonly stockUnit: string | null;
  /** Null: no kit. Whether it is one never changes. A kit has no levels. */
  kit: Kit | null;
  /** The product's own option values. */
  readonly options: Partial<OptionValues>;
  /** Raised by each change of an own option or of the category; lets resolved options be remembered. */
  optionsRevision: number;
  /** Revision of the last event folded. */
  revision: number;
  status: Status;
  /** True when the threshold took the product out of stock, and nobody set the status by hand since. */
  takenByThreshold: boolean;
  /** Whose allocation or hold made the threshold take the product out of stock. */
  takenBy: Taker | null;
  /** True when the status was set by hand since the last automatic change: the same on every website. */
  setByHand: boolean;
  /** Stock by unit of level; a unit in which no level was ever written is missing. */
  readonly stock: UnitStock[];
  /** Units of level in which low inventory was reached and not cleared since. */
  low: readonly string[];
  /** What is promised to orders. */
  readonly promises: Promises;
  /** Goods that have left one warehouse and not come to another, by transfer; null: none. They count for nobody. */
  transit: Map<string, Transit> | null;
  /** What is held for carts. */
  readonly holds: Holds;
  /** Levels whose backorders do not yet agree with their figures: an append may not hold all of a large change. */
  unsettled: Set<Level> | null;
}
