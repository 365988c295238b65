import { evolveOwnOptions } from '../options/own-options.ts';
import { quantityOf } from '../shared/quantity.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';
import type { ProductEvent, UnitDefinition } from './events.ts';
import { foldHeld, foldHoldRelease } from './fold-hold.ts';
import {
  foldAllocation,
  foldBackorder,
  foldBackorderMove,
  foldOnHand,
  foldRefusal,
  foldRelease,
  foldReturn,
  foldShipment,
} from './fold-stock.ts';
import { foldDispatch, foldReceipt, foldTransfer } from './fold-transfer.ts';
import { noHolds } from './holds.ts';
import { noPromises } from './promises.ts';
import type { ProductState, Taker, Unit } from './state.ts';
import { DEFAULT_UNITS } from './units.ts';

/** A stream `product-<sku>`; null before the product is registered. */
export const productDefinition: StreamDefinition<ProductState | null, ProductEvent> = {
  initial: () => null,
  evolve(product, event) {
    if (event.type === 'ProductRegistered') return registered(event.data);
    if (product === null) throw new RangeError(`${event.type} before ProductRegistered`);
    product.revision += 1;
    fold(product, event);
    return product;
  },
};

type DataOf<Type extends ProductEvent['type']> = Extract<ProductEvent, { type: Type }>['data'];

function fold(product: ProductState, event: Exclude<ProductEvent, { type: 'ProductRegistered' }>): void {
  switch (event.type) {
    case 'StockAllocated':
      foldAllocation(product, event.data);
      break;
    case 'DemandRefused':
      foldRefusal(product, event.data);
      break;
    case 'AllocationReleased':
      foldRelease(product, event.data);
      break;
    case 'StockShipped':
      foldShipment(product, event.data);
      break;
    case 'StockReturned':
      foldReturn(product, event.data);
      break;
    case 'BackorderMoved':
      foldBackorderMove(product, event.data);
      break;
    case 'LevelAdjusted':
    case 'LevelCounted':
      foldOnHand(product, event.data);
      break;
    case 'AllocationBackordered':
    case 'BackorderFilled':
      foldBackorder(product, event);
      break;
    case 'StockTransferred':
      foldTransfer(product, event.data);
      break;
    case 'StockDispatched':
      foldDispatch(product, event.data);
      break;
    case 'StockReceived':
      foldReceipt(product, event.data);
      break;
    case 'StockHeld':
      foldHeld(product, event.data);
      break;
    case 'HoldReleased':
      foldHoldRelease(product, event.data);
      break;
    case 'StatusChanged':
      foldStatus(product, event.data);
      break;
    case 'LowInventoryReached':
      product.low = [...product.low, event.data.unit];
      break;
    case 'LowInventoryCleared':
      product.low = product.low.filter((unit) => unit !== event.data.unit);
      break;
    case 'OptionSet':
    case 'OptionCleared':
      evolveOwnOptions(product.options, event);
      product.optionsRevision += 1;
      break;
    case 'ProductMoved':
      product.category = event.data.to;
      product.optionsRevision += 1;
      break;
    case 'ProductRenamed':
      product.name = event.data.to;
      break;
    case 'KitChanged':
      product.kit = event.data.to;
      break;
    case 'NothingChanged':
      break;
  }
}

const NOT_LOW: readonly string[] = [];

const registered = (data: DataOf<'ProductRegistered'>): ProductState => ({
  sku: data.sku,
  name: data.name,
  organization: data.organization,
  category: data.category ?? null,
  units: unitsOf(data.units),
  stockUnit: data.stockUnit ?? null,
  kit: data.kit ?? null,
  options: {},
  optionsRevision: 0,
  revision: 0,
  status: 'in_stock',
  takenByThreshold: false,
  takenBy: null,
  setByHand: false,
  stock: [],
  low: NOT_LOW,
  promises: noPromises(),
  transit: null,
  holds: noHolds(),
  unsettled: null,
});

const SHARED_UNITS: readonly Unit[] = DEFAULT_UNITS.map(({ code, precision }) => ({ code, precision }));

/** Most products have the default unit: they share it. */
function unitsOf(definitions: readonly UnitDefinition[]): readonly Unit[] {
  const [first] = definitions;
  const [item] = DEFAULT_UNITS;
  const isDefault = first?.code === item?.code && first?.precision === item?.precision;
  if (definitions.length === 1 && isDefault && first?.conversionRate === undefined) return SHARED_UNITS;
  return definitions.map(({ code, precision, conversionRate }) => ({
    code,
    precision,
    ...(conversionRate !== undefined && { conversionRate: quantityOf(conversionRate) }),
  }));
}

function foldStatus(product: ProductState, { to, cause, ...data }: DataOf<'StatusChanged'>): void {
  product.status = to;
  product.setByHand = cause === 'hand';
  product.takenByThreshold = cause === 'threshold';
  product.takenBy = cause === 'threshold' ? takerIn(data) : null;
}

function takerIn({ orderId, operation, holdId }: Partial<DataOf<'StatusChanged'>>): Taker | null {
  if (holdId !== undefined) return { holdId };
  return orderId !== undefined && operation !== undefined ? { orderId, operation } : null;
}
