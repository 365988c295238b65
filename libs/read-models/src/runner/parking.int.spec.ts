import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { allRows, rowsHash } from '../testing/all-rows.ts';
import { type Appended, MadeUpShop } from '../testing/made-up-shop.ts';
import { fact, ProjectedLog } from '../testing/projected-log.ts';
import { tamper } from '../testing/tamper.ts';
import { rebuildReadModels } from './rebuild.ts';
import { retryParkedStreams } from './retry-here.ts';

let shown: ProjectedLog;
let shop: MadeUpShop;

beforeEach(async () => {
  shown = await ProjectedLog.open();
  shop = new MadeUpShop();
});

afterEach(() => shown.folder.remove());

/** An event that contradicts the rows: it starts from figures that the level never had. */
const stray = (sku: string): Appended =>
  fact(`product-${sku}`, 'LevelAdjusted', {
    sku,
    warehouse: 'main',
    unit: 'item',
    before: { onHand: '99' },
    after: { onHand: '100' },
  });

const counted = (onHand: string) => ({
  sku: 'A1',
  warehouse: 'main',
  unit: 'item',
  before: { onHand: '0' },
  after: { onHand },
});

describe('a stream with an event that cannot be folded', () => {
  test('waits from there on, and the others go on', async () => {
    await shown.given(shop.register('A1'), shop.register('B2'), shop.adjust('A1', 'main', 5));
    await shown.given(stray('A1'), shop.adjust('A1', 'main', 1), shop.adjust('B2', 'main', 3));

    expect(shown.projector.status().parkedStreams).toBe(1);
    expect(await shown.readModels.parkedStreams()).toEqual([
      {
        stream: 'product-A1',
        revision: 2,
        lastRevision: 3,
        eventType: 'LevelAdjusted',
        error: 'RangeError: on hand is 5; the event started from 99',
      },
    ]);
    expect((await allRows(shown.folder.readModels)).levels).toMatchObject([
      { sku: 'A1', on_hand: '5' },
      { sku: 'B2', on_hand: '3' },
    ]);
  });

  test.each([
    ['lacks what it should say', 'ProductRenamed', { sku: 'A1' }, 'products.name would be undefined'],
    ['has another form than it should', 'LevelAdjusted', {}, 'undefined'],
    ['speaks of what is not there', 'AllocationReleased', { orderId: 'o9', releases: [{}] }, 'undefined'],
    ['says a figure that is none', 'LevelCounted', counted('a lot'), 'no quantity: "a lot"'],
  ])('is parked where the event %s', async (_, type, data, message) => {
    await shown.given(shop.register('A1'), fact('product-A1', type, data), shop.register('B2'));

    expect(await shown.readModels.parkedStreams()).toMatchObject([
      { stream: 'product-A1', revision: 1, eventType: type, error: expect.stringContaining(message) },
    ]);
    expect((await shown.readModels.product('B2')).item?.sku).toBe('B2');
  });

  test('is found in the log all the same', async () => {
    await shown.given(shop.register('A1'), stray('A1'));

    const { items } = await shown.readModels.events({ sku: 'A1' });
    expect(items.map(({ type }) => type)).toEqual(['ProductRegistered', 'LevelAdjusted']);
  });

  test('keeps waiting over a restart, and while it fails again', async () => {
    await shown.given(shop.register('A1'), stray('A1'), shop.adjust('A1', 'main', 1));
    const results = await shown.projector.retryParked('product-A1');
    expect(results).toEqual([
      { stream: 'product-A1', released: false, error: 'RangeError: on hand is 0; the event started from 99' },
    ]);

    await shown.restartProjector();
    await shown.given(shop.adjust('A1', 'main', 1));
    expect(await shown.readModels.parkedStreams()).toMatchObject([{ revision: 1, lastRevision: 3 }]);
  });

  test('is folded in order once it can be, with the rows that it would have had at once', async () => {
    await shown.given(shop.register('A1'), shop.adjust('A1', 'main', 5));
    await tamper(shown.folder.readModels, `UPDATE levels SET on_hand = '99'`);
    await shown.given(shop.adjust('A1', 'main', 1), ...shop.order('o1', 'A1', 'main', 2));
    expect(await shown.readModels.parkedStreams()).toMatchObject([{ revision: 2, lastRevision: 3 }]);

    await tamper(shown.folder.readModels, `UPDATE levels SET on_hand = '5'`);
    expect(await shown.projector.retryParked()).toEqual([{ stream: 'product-A1', released: true }]);

    expect(await shown.readModels.parkedStreams()).toEqual([]);
    expect(shown.projector.status().parkedStreams).toBe(0);
    const released = rowsHash(await allRows(shown.folder.readModels));
    await rebuildReadModels(shown.folder.places);
    expect(rowsHash(await allRows(shown.folder.readModels))).toBe(released);
  });

  test('may be tried again by another process; the projector goes on from there', async () => {
    await shown.given(shop.register('A1'), stray('A1'));

    expect(await retryParkedStreams({ ...shown.folder.places })).toMatchObject([{ released: false }]);
    await shown.given(shop.register('B2'));
    expect((await allRows(shown.folder.readModels)).products).toHaveLength(2);
  });
});
