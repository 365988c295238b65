import { keyOfStream, type ProductEvent, quantityOf } from '#domain';
import type { Row } from '../database/tables.ts';
import { addShare, backorderShare, releaseShare } from './allocations.ts';
import { recordProduct, recordUnit } from './history.ts';
import { changeLevel } from './levels.ts';
import { withOption } from './own-options.ts';
import { addRefusal } from './refusals.ts';
import { existing, type ProjectedEvent, type Rows } from './rows.ts';
import { addTransit, reduceTransit } from './transits.ts';

/** Folds a product's stream: its definition and status, its levels, and what it promised or refused to orders. */
export function projectProduct(event: ProjectedEvent, rows: Rows): void {
  const sku = keyOfStream(event.stream);
  const { type, data } = event as unknown as ProductEvent;
  switch (type) {
    case 'ProductRegistered':
      register(rows, event, data);
      break;
    case 'ProductRenamed':
      update(rows, event, sku, { name: data.to });
      break;
    case 'KitChanged':
      update(rows, event, sku, { kit: JSON.stringify(data.to) });
      break;
    case 'ProductMoved':
      update(rows, event, sku, { category: data.to });
      break;
    case 'OptionSet':
      update(rows, event, sku, { options: withOption(product(rows, sku).options, { type, data }) });
      break;
    case 'OptionCleared':
      update(rows, event, sku, { options: withOption(product(rows, sku).options, { type, data }) });
      break;
    case 'StatusChanged':
      update(rows, event, sku, statusAfter(data));
      break;
    case 'LevelAdjusted':
    case 'LevelCounted':
      changeLevel(rows, event, sku, data);
      break;
    case 'StockTransferred':
      for (const level of data.levels) changeLevel(rows, event, sku, level);
      break;
    case 'StockDispatched':
      changeLevel(rows, event, sku, data);
      addTransit(rows, sku, data);
      break;
    case 'StockReceived':
      changeLevel(rows, event, sku, data);
      reduceTransit(rows, sku, data);
      break;
    case 'StockAllocated':
      for (const [place, share] of data.allocations.entries()) {
        changeLevel(rows, event, sku, share);
        addShare(rows, event, data, share, place);
      }
      break;
    case 'DemandRefused':
      addRefusal(rows, event, sku, data);
      break;
    case 'AllocationReleased':
      for (const share of data.releases) {
        changeLevel(rows, event, sku, share);
        releaseShare(rows, data.orderId, sku, share);
      }
      if (data.cause === 'rejected') addRefusal(rows, event, sku, data);
      break;
    case 'StockShipped':
      for (const share of data.shipments) {
        changeLevel(rows, event, sku, share);
        releaseShare(rows, data.orderId, sku, share);
      }
      break;
    case 'StockReturned':
      for (const share of data.returns) if (share.restocked) changeLevel(rows, event, sku, share);
      break;
    case 'BackorderMoved':
      moveBackorder(rows, event, data);
      break;
    case 'StockHeld':
      for (const share of data.holds) changeLevel(rows, event, sku, share);
      break;
    case 'HoldReleased':
      for (const share of data.releases) changeLevel(rows, event, sku, share);
      break;
    case 'AllocationBackordered':
      backorderShare(rows, data, quantityOf(data.quantity));
      break;
    case 'BackorderFilled':
      backorderShare(rows, data, -quantityOf(data.quantity));
      break;
    case 'LowInventoryReached':
    case 'LowInventoryCleared': {
      const low = type === 'LowInventoryReached' ? 1 : 0;
      putUnit(rows, event, { ...existing(rows, 'product_units', sku, data.unit), low });
      break;
    }
  }
  noteOptionsVersion(rows, event, sku);
}

/** What is backordered at one warehouse is promised at another, since now. */
function moveBackorder(rows: Rows, event: ProjectedEvent, data: DataOf<'BackorderMoved'>): void {
  const { orderId, sku, unit, from, to, quantity } = data;
  for (const level of data.levels) changeLevel(rows, event, sku, level);
  const moved = { unit, quantity, backordered: quantity };
  releaseShare(rows, orderId, sku, { ...moved, warehouse: from });
  addShare(rows, event, { orderId, sku }, { ...moved, warehouse: to }, 0);
}

type DataOf<Type extends ProductEvent['type']> = Extract<ProductEvent, { type: Type }>['data'];

const product = (rows: Rows, sku: string) => existing(rows, 'products', sku);

function register(rows: Rows, event: ProjectedEvent, data: DataOf<'ProductRegistered'>): void {
  const { sku, name, organization, category, units, stockUnit, kit } = data;
  putProduct(rows, {
    sku,
    name,
    organization,
    category: category ?? null,
    units: JSON.stringify(units),
    stock_unit: stockUnit ?? null,
    kit: kit === undefined ? null : JSON.stringify(kit),
    options: '{}',
    status: 'in_stock',
    taken_by_threshold: 0,
    set_by_hand: 0,
    options_version: 0,
    revision: event.revision,
    position: Number(event.position),
  });
  for (const { code } of units) {
    putUnit(rows, event, { sku, unit: code, low: 0 });
  }
}

function putUnit(rows: Rows, event: ProjectedEvent, unit: Row<'product_units'>): void {
  rows.put('product_units', unit);
  recordUnit(rows, event, unit);
}

function putProduct(rows: Rows, product: Row<'products'>): void {
  rows.put('products', product);
  recordProduct(rows, product);
}

function update(rows: Rows, event: ProjectedEvent, sku: string, changed: Partial<Row<'products'>>): void {
  const { revision, position } = event;
  putProduct(rows, { ...product(rows, sku), ...changed, revision, position: Number(position) });
}

/** Who made the status what it is decides whether stock may change it back. */
const statusAfter = ({ to, cause }: DataOf<'StatusChanged'>): Partial<Row<'products'>> => ({
  status: to,
  taken_by_threshold: cause === 'threshold' ? 1 : 0,
  set_by_hand: cause === 'hand' ? 1 : 0,
});

/** The version of the options with which the product was last decided: an older one may need a new look. */
function noteOptionsVersion(rows: Rows, event: ProjectedEvent, sku: string): void {
  const version = event.metadata.optionsVersion;
  if (version === undefined) return;
  const row = product(rows, sku);
  if (version !== row.options_version) rows.put('products', { ...row, options_version: version });
}
