/** The named inventory settings: their types, built-in defaults and the levels where they may be set. */
import type { Quantity } from '../shared/quantity.ts';

export type OptionLevel = 'product' | 'category' | 'website' | 'organization' | 'system';

export type Status = 'in_stock' | 'out_of_stock' | 'discontinued';

export const STATUSES: readonly Status[] = ['in_stock', 'out_of_stock', 'discontinued'];

export type SourcingStrategy = 'priority' | 'single_warehouse_first' | 'highest_stock_first';

/** Every option with the type of its resolved value. */
export interface OptionValues {
  manageInventory: boolean;
  decrementQuantity: boolean;
  backOrder: boolean;
  backOrderLimit: Quantity | null;
  inventoryThreshold: Quantity;
  highlightLowInventory: boolean;
  lowInventoryThreshold: Quantity;
  minimumQuantityToOrder: Quantity | null;
  maximumQuantityToOrder: Quantity | null;
  quantityIncrement: Quantity | null;
  isUpcoming: boolean;
  /** ISO 8601 UTC. */
  availabilityDate: string | null;
  hideLabelsPastAvailabilityDate: boolean;
  visibleStatuses: readonly Status[];
  orderableStatuses: readonly Status[];
  rfqStatuses: readonly Status[];
  quoteStatuses: readonly Status[];
  shoppingListStatuses: readonly Status[];
  automaticRestock: boolean;
  sourcingStrategy: SourcingStrategy;
  splitLines: boolean;
}

export type OptionName = keyof OptionValues;

/** An option value as commands, events and answers carry it: decimals as strings, sets as arrays. */
export type OptionJson = boolean | string | null | readonly string[];

/** Where an option's value came from: the level and its code, or the built-in default. */
export interface OptionSource {
  readonly level: OptionLevel | 'default';
  readonly code?: string;
}

/** Which options, other than those at their built-in default, a decision used, with values and sources. */
export type DecidedBy = {
  readonly [Name in OptionName]?: { readonly value: OptionJson; readonly source: OptionSource };
};
