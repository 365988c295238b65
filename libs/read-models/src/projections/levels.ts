import { formatQuantity, type LevelChange, quantityOf } from '#domain';
import type { Row } from '../database/tables.ts';
import { existing, type ProjectedEvent, type Rows } from './rows.ts';

/** A level that was never written is zero. */
const unwritten = (sku: string, warehouse: string, unit: string): Row<'levels'> => ({
  sku,
  warehouse,
  unit,
  on_hand: '0',
  allocated: '0',
  held: '0',
  available: '0',
  revision: -1,
  position: -1,
});

/**
 * One level as a stock event left it, and what of the product is available in that unit over all warehouses.
 *
 * @throws RangeError when the event started from other figures than the row has.
 */
export function changeLevel(rows: Rows, event: ProjectedEvent, sku: string, change: LevelChange): void {
  const { warehouse, unit, before, after } = change;
  const level = rows.get('levels', sku, warehouse, unit) ?? unwritten(sku, warehouse, unit);
  expectSame('on hand', level.on_hand, before.onHand);
  expectSame('allocated', level.allocated, before.allocated);
  expectSame('held', level.held, before.held);

  const onHand = after.onHand ?? level.on_hand;
  const allocated = after.allocated ?? level.allocated;
  const held = after.held ?? level.held;
  const available = formatQuantity(quantityOf(onHand) - quantityOf(allocated) - quantityOf(held));
  rows.put('levels', {
    sku,
    warehouse,
    unit,
    on_hand: onHand,
    allocated,
    held,
    available,
    revision: event.revision,
    position: Number(event.position),
  });
  if (available === level.available) return;

  const ofUnit = existing(rows, 'product_units', sku, unit);
  const total = quantityOf(ofUnit.available) + quantityOf(available) - quantityOf(level.available);
  const text = formatQuantity(total);
  rows.put('product_units', { sku, unit, low: ofUnit.low, available: text, available_near: Number(text) });
}

function expectSame(figure: string, found: string, expected: string | undefined): void {
  if (expected !== undefined && found !== expected) {
    throw new RangeError(`${figure} is ${found}; the event started from ${expected}`);
  }
}
