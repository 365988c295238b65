/** The running state of one product: its definition, own options, status and all its stock. */
import type { OptionName, OptionValues, Status } from '../options/catalogue.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { KitComponent } from './events.ts';
import type { Promises } from './promises.ts';

export interface Unit {
  readonly code: string;
  readonly precision: number;
  /** How many stock units one of this unit is; only with `stockUnit`. */
  readonly conversionRate?: Quantity;
}

/** The stock record of the product in one unit at one warehouse. */
export interface Level {
  onHand: Quantity;
  allocated: Quantity;
  held: Quantity;
}

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
  units: readonly Unit[];
  readonly stockUnit: string | null;
  kit: { readonly components: readonly KitComponent[] } | null;
  /** The product's own option values. */
  readonly options: Partial<OptionValues>;
  /** Raised by each change of an own option or of the category; lets resolved options be remembered. */
  optionsRevision: number;
  status: Status;
  /** True when the threshold took the product out of stock, and nobody set the status by hand since. */
  takenByThreshold: boolean;
  /** True when the status was set by hand since the last automatic change: the same on every website. */
  setByHand: boolean;
  /** Levels by unit, then by warehouse. A level that was never written is missing, and zero. */
  readonly levels: Map<string, Map<string, Level>>;
  /** Units in which low inventory was reached and not cleared since. */
  readonly low: Set<string>;
  /** What is promised to orders: per order, and per level in the order of the promises. */
  readonly promises: Promises;
}
