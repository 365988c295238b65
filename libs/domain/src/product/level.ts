/** A level, and the promises that hang on it. */
import type { Quantity } from '../shared/quantity.ts';

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

/** What one operation of an order was promised at one level, as far as it is neither released nor shipped. */
export interface StockPromise {
  readonly orderId: string;
  readonly operation: number;
  readonly level: Level;
  /** Revision of the event that recorded it: its place among the promises of the level. */
  readonly recordedAt: number;
  quantity: Quantity;
  /** How much of `quantity` is not there. */
  backordered: Quantity;
  /** Its neighbours at the level, in the order of recording. */
  before: StockPromise | null;
  after: StockPromise | null;
  /** The promise that the same order was given before this one. */
  earlier: StockPromise | null;
  /** Of an order's latest promise: the last step of the order that this product has taken. */
  lastStep: number;
}
