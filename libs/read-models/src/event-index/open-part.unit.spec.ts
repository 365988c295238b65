import { expect, test } from '@jest/globals';
import type { ProjectedEvent } from '../projections/rows.ts';
import { decodeGaps } from './gap-list.ts';
import { refId } from './layout.ts';
import { OpenPart, positionsOf } from './open-part.ts';
import { termNumber } from './term-number.ts';
import { term } from './terms.ts';

const adjusted = (position: number, sku: string, recordedAt = position): ProjectedEvent => ({
  stream: `product-${sku}`,
  type: 'LevelAdjusted',
  data: { sku, warehouse: 'main' },
  revision: 0,
  position: BigInt(position),
  recordedAt,
  metadata: { commandId: 'c', actor: 'clerk' },
});

test('a part remembers where each term stands', () => {
  const part = new OpenPart(3, 0);
  for (const [position, sku] of [
    [10, 'A1'],
    [11, 'B2'],
    [12, 'A1'],
  ] as const) {
    part.add(adjusted(position, sku));
  }

  const rows = new Map(part.takeChangedRefs().map(({ id, offsets }) => [id, decodeGaps(offsets, 0)]));
  expect(rows.get(refId(3, termNumber(term('sku', 'A1'))))).toEqual([0, 2]);
  expect(rows.get(refId(3, termNumber(term('sku', 'B2'))))).toEqual([1]);
  expect(rows.get(refId(3, termNumber(term('warehouse', 'main'))))).toEqual([0, 1, 2]);
  expect(part.takeChangedRefs()).toEqual([]);
});

test('positions without gaps take no room, others come back as they were', () => {
  const dense = new OpenPart(0, 0);
  const sparse = new OpenPart(0, 0);
  for (const position of [7, 8, 9]) dense.add(adjusted(position, 'A1'));
  for (const position of [7, 90_000, 90_001]) sparse.add(adjusted(position, 'A1'));

  expect(dense.partRow()).toMatchObject({ first_position: 7, last_position: 9, gaps: null });
  expect(positionsOf(sparse.partRow() as never)).toEqual([7, 90_000, 90_001]);
});

test('a part that is taken up again goes on where it was', () => {
  const whole = new OpenPart(2, 0);
  const begun = new OpenPart(2, 0);
  for (const position of [1, 2, 5]) {
    whole.add(adjusted(position, 'A1'));
    begun.add(adjusted(position, 'A1'));
  }
  const again = new OpenPart(2, 0, begun.partRow(), begun.takeChangedRefs());
  whole.add(adjusted(9, 'A1'));
  again.add(adjusted(9, 'A1'));

  const byId = (rows: readonly { id: number }[]) => [...rows].sort((a, b) => a.id - b.id);
  expect(byId(again.takeChangedRefs())).toEqual(byId(whole.takeChangedRefs()));
  expect(again.partRow()).toEqual(whole.partRow());
});

test('the latest time never goes back', () => {
  const part = new OpenPart(0, 50);
  part.add(adjusted(0, 'A1', 20));
  expect(part.partRow()?.recorded_max).toBe(50);
  part.add(adjusted(1, 'A1', 80));
  part.add(adjusted(2, 'A1', 70));
  expect(part.partRow()?.recorded_max).toBe(80);
});
