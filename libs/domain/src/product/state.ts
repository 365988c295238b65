/** The running state of one product: its definition, own options, status and all its stock. */
import type { OptionValues, Status } from '../options/catalogue.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Kit } from './events.ts';
import type { Holds } from './holds.ts';
import type { Level, UnitStock } from './level.ts';
import type { Promises } from './promises.ts';

export interface Unit {
  readonly code: string;
  readonly precision: number;
  /** How many stock units one of this unit is; counts only with a stock unit. */
  readonly conversionRate?: Quantity;
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
