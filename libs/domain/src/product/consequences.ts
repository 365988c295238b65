import type { OptionName, Status } from '../options/catalogue.ts';
import { resolveOptions } from '../options/resolve.ts';
import type { ResolvedOptions } from '../options/resolved.ts';
import { formatQuantity, type Quantity } from '../shared/quantity.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent, StatusCause } from './events.ts';
import { groundsOf } from './grounds.ts';
import { isLow } from './label.ts';
import { availableOverall, type StockChange } from './levels.ts';
import type { ProductState } from './state.ts';
import { isShort } from './tracking.ts';
import { levelUnits } from './units.ts';

/** What is about to be appended, as far as it bears on status and low inventory. */
export interface Occasion {
  readonly changes: readonly StockChange[];
  /** The options that will hold; absent: those that do. */
  readonly options?: ResolvedOptions;
  /** The order's operation that takes or gives back. */
  readonly order?: { readonly orderId: string; readonly operation: number };
  /** Whether the operation gives back what was never accepted. */
  readonly rejected?: boolean;
  /** The hold that takes or gives back, where no order does. */
  readonly holdId?: string;
  /** Nothing that bears on the status has changed: only low inventory is looked at. */
  readonly statusStays?: boolean;
}

/**
 * What follows from a change, in the same append: the status by the automatic rule, and low inventory reached or
 * cleared, once per crossing and unit.
 */
export function consequencesOf(
  product: ProductState,
  occasion: Occasion,
  { scopes }: Pick<DecisionContext, 'scopes'>,
): ProductEvent[] {
  // A kit's status is derived when it is asked for, and it has no levels that could be low.
  if (product.kit !== null) return [];
  const options = occasion.options ?? resolveOptions(product, null, scopes);
  const available = (unit: string) => availableOverall(product, unit, occasion.changes, scopes);
  const events = lowInventoryEvents(product, options, available);
  const change = occasion.statusStays ? undefined : statusAfter(product, options, available, occasion);
  if (change !== undefined) events.unshift(statusChanged(product, options, change, occasion));
  return events;
}

interface StatusChange {
  readonly to: Status;
  readonly cause: StatusCause;
}

/**
 * The automatic rule. At or below the threshold in every unit a product in stock is taken out of stock; above it the
 * product comes back where the threshold had taken it out, and restocking is automatic, or what took it was never
 * accepted or was a hold. Discontinued is never changed by stock.
 */
function statusAfter(
  product: ProductState,
  options: ResolvedOptions,
  available: (unit: string) => Quantity,
  occasion: Occasion,
): StatusChange | undefined {
  const { status, takenByThreshold } = product;
  if (status === 'discontinued' || (status === 'out_of_stock' && !takenByThreshold)) return undefined;
  const short = isShort(product, options, available);
  if (status === 'in_stock') return short ? { to: 'out_of_stock', cause: 'threshold' } : undefined;
  if (short) return undefined;
  if (givesBack(product, occasion)) return { to: 'in_stock', cause: 'released' };
  return options.values.automaticRestock ? { to: 'in_stock', cause: 'restock' } : undefined;
}

/** Whether what took the product out of stock gives it back: an operation that was never accepted, or a hold. */
function givesBack({ takenBy }: ProductState, { order, rejected, holdId }: Occasion): boolean {
  if (takenBy === null) return false;
  if ('holdId' in takenBy) return takenBy.holdId === holdId;
  return rejected === true && takenBy.orderId === order?.orderId && takenBy.operation === order.operation;
}

/** The options that bear on the status. */
export const STATUS_OPTIONS: readonly OptionName[] = [
  'manageInventory',
  'decrementQuantity',
  'inventoryThreshold',
];
/** The options that bear on low inventory. */
export const LOW_INVENTORY_OPTIONS: readonly OptionName[] = [
  'highlightLowInventory',
  'lowInventoryThreshold',
];

const RESTOCK_OPTIONS: readonly OptionName[] = [...STATUS_OPTIONS, 'automaticRestock'];

function statusChanged(
  { sku, status }: ProductState,
  options: ResolvedOptions,
  { to, cause }: StatusChange,
  { order, holdId }: Occasion,
): ProductEvent {
  const { orderId, operation } = order ?? {};
  return {
    type: 'StatusChanged',
    data: {
      sku,
      from: status,
      to,
      cause,
      ...(orderId !== undefined && operation !== undefined && { orderId, operation }),
      ...(holdId !== undefined && { holdId }),
      ...groundsOf(options, cause === 'restock' ? RESTOCK_OPTIONS : STATUS_OPTIONS),
    },
  };
}

function lowInventoryEvents(
  product: ProductState,
  options: ResolvedOptions,
  available: (unit: string) => Quantity,
): ProductEvent[] {
  const { sku, low } = product;
  const events: ProductEvent[] = [];
  if (!options.values.highlightLowInventory && low.length === 0) return events;
  for (const unit of levelUnits(product)) {
    const quantity = available(unit);
    const isNowLow = isLow(options.values, quantity);
    if (isNowLow === low.includes(unit)) continue;
    const type = isNowLow ? 'LowInventoryReached' : 'LowInventoryCleared';
    const grounds = groundsOf(options, LOW_INVENTORY_OPTIONS);
    events.push({ type, data: { sku, unit, available: formatQuantity(quantity), ...grounds } });
  }
  return events;
}
