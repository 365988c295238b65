import type { LevelChange } from '#domain';
import type { Row } from '../database/tables.ts';
import { differenceOf } from './decimals.ts';
import { recordLevel, recordShift } from './history.ts';
import type { ProjectedEvent, Rows } from './rows.ts';

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
 * One level as a stock event left it, now and for good.
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
  const next: Row<'levels'> = {
    sku,
    warehouse,
    unit,
    on_hand: onHand,
    allocated,
    held,
    available: differenceOf(onHand, allocated, held),
    revision: event.revision,
    position: Number(event.position),
  };
  rows.put('levels', next);
  recordLevel(rows, next);
  recordShift(rows, event, sku, change);
}

function expectSame(figure: string, found: string, expected: string | undefined): void {
  if (expected !== undefined && found !== expected) {
    throw new RangeError(`${figure} is ${found}; the event started from ${expected}`);
  }
}
