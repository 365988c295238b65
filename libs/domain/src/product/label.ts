import type { OptionValues, Status } from '../options/catalogue.ts';
import type { Quantity } from '../shared/quantity.ts';

/** What a buyer is told about a product. */
export type Label = 'upcoming' | 'low_inventory' | Status;

/** Upcoming, else low inventory (only of a product in stock), else the status. */
export function labelOf(status: Status, facts: { readonly upcoming: boolean; readonly low: boolean }): Label {
  if (facts.upcoming) return 'upcoming';
  return facts.low && status === 'in_stock' ? 'low_inventory' : status;
}

/** Whether what is available over all open warehouses is low: highlighted, and at or below the low threshold. */
export const isLow = (
  { highlightLowInventory, lowInventoryThreshold }: OptionValues,
  available: Quantity,
): boolean => highlightLowInventory && available <= lowInventoryThreshold;
