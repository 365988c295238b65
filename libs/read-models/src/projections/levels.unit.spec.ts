import { beforeEach, describe, expect, test } from '@jest/globals';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { MemoryRows } from '../testing/memory-rows.ts';

let shop: MadeUpShop;
let rows: MemoryRows;

beforeEach(() => {
  shop = new MadeUpShop();
  rows = new MemoryRows().fold(shop.register('A1'));
});

const changed = (type: string, data: object) => ({
  stream: 'product-A1',
  events: [{ type, data: data as never, metadata: { commandId: 'c', actor: 'a' } }],
});

describe('a level', () => {
  test('takes each figure from the last event that changed it', () => {
    rows.fold(shop.adjust('A1', 'main', 10.5), ...shop.submit('o1', 'A1', 'main', 4));

    expect(rows.get('levels', 'A1', 'main', 'item')).toEqual({
      sku: 'A1',
      warehouse: 'main',
      unit: 'item',
      on_hand: '10.5',
      allocated: '4',
      held: '0',
      available: '6.5',
      revision: 2,
      position: 3,
    });
  });

  test('may be available below zero', () => {
    rows.fold(...shop.submit('o1', 'A1', 'main', 4));

    expect(rows.get('levels', 'A1', 'main', 'item')).toMatchObject({ on_hand: '0', available: '-4' });
  });

  test.each([
    ['10000000000', '0.0000000001', '9999999999.9999999999'],
    ['999999999999', '1', '999999999998'],
    ['3', '3', '0'],
  ])('is exact: %s − %s = %s', (onHand, allocated, available) => {
    rows.fold(
      changed('LevelCounted', {
        warehouse: 'main',
        unit: 'item',
        before: {},
        after: { onHand, allocated },
      }),
    );

    expect(rows.get('levels', 'A1', 'main', 'item')?.available).toBe(available);
  });

  test('of each warehouse stands for itself', () => {
    rows.fold(shop.adjust('A1', 'main', 1), shop.adjust('A1', 'second', 2));

    expect(rows.all('levels').map(({ warehouse, on_hand }) => [warehouse, on_hand])).toEqual([
      ['main', '1'],
      ['second', '2'],
    ]);
  });

  test('refuses an event that started from other figures than it has', () => {
    rows.fold(shop.adjust('A1', 'main', 1));
    const stray = { warehouse: 'main', unit: 'item', before: { onHand: '7' }, after: { onHand: '8' } };

    expect(() => rows.fold(changed('LevelAdjusted', stray))).toThrow(
      'on hand is 1; the event started from 7',
    );
  });

  test('refuses what is no decimal', () => {
    const broken = { warehouse: 'main', unit: 'item', before: {}, after: { onHand: 'many' } };

    expect(() => rows.fold(changed('LevelAdjusted', broken))).toThrow('no quantity: "many"');
  });
});
