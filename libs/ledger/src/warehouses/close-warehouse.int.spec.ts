import { describe, expect, test } from '@jest/globals';
import type { Command } from '#domain';
import { createLedger } from '../create-ledger.ts';
import { done, envelope, levelOf, openShop, order, qty, stocked } from '../testing/shop.ts';

const close: Command = { type: 'CloseWarehouse', code: 'main' };

describe('closing a warehouse', () => {
  test('that is empty closes it for good; sent again it gets the first answer', async () => {
    await using shop = await openShop();
    await stocked(shop.ledger, 'A', 5);
    await done(shop.ledger, {
      type: 'AdjustLevel',
      sku: 'A',
      warehouse: 'main',
      quantity: qty(-5),
      reason: 'moved',
    });

    const first = await shop.ledger.execute(envelope(close, { commandId: 'test:1' }));
    const again = await shop.ledger.execute(envelope(close, { commandId: 'test:1' }));
    const anew = await shop.ledger.execute(envelope(close));

    expect(first).toMatchObject({
      kind: 'done',
      answer: {
        stream: 'warehouse-main',
        events: [{ type: 'WarehouseClosing' }, { type: 'WarehouseClosed' }],
      },
    });
    expect(again).toEqual(first);
    expect(anew).toMatchObject({ kind: 'refused', code: 'WAREHOUSE_CLOSED' });
  });

  test('that is not empty is refused, says what is there, and leaves it open', async () => {
    await using shop = await openShop();
    await stocked(shop.ledger, 'A', 5);
    await shop.ledger.execute(envelope(order('1', { A: 2 })));

    const first = await shop.ledger.execute(envelope(close, { commandId: 'test:1' }));
    const again = await shop.ledger.execute(envelope(close, { commandId: 'test:1' }));

    expect(first).toMatchObject({
      kind: 'refused',
      code: 'WAREHOUSE_NOT_EMPTY',
      reasons: [{ code: 'WAREHOUSE_NOT_EMPTY', sku: 'A', onHand: '5', allocated: '2' }],
    });
    expect(again).toEqual(first);
    await done(shop.ledger, {
      type: 'AdjustLevel',
      sku: 'A',
      warehouse: 'main',
      quantity: qty(1),
      reason: 'found',
    });
  });

  test('while goods come in: whatever was accepted is seen', async () => {
    for (let round = 0; round < 10; round++) {
      await using shop = await openShop();
      await done(shop.ledger, { type: 'RegisterProduct', sku: 'A', name: 'A' });

      const [closing, ...arrivals] = await Promise.all([
        shop.ledger.execute(envelope(close)),
        ...Array.from({ length: round }, () =>
          shop.ledger.execute(
            envelope({ type: 'AdjustLevel', sku: 'A', warehouse: 'main', quantity: qty(1), reason: 'came' }),
          ),
        ),
      ]);

      const arrived = arrivals.filter(({ kind }) => kind === 'done').length;
      expect((await levelOf(shop.ledger, 'A')).onHand).toBe(qty(arrived));
      expect(closing.kind).toBe(arrived === 0 ? 'done' : 'refused');
    }
  });

  test('asks the read model, as of a position after everything that was decided before', async () => {
    await using shop = await openShop();
    const asked: unknown[] = [];
    const ledger = createLedger({
      store: shop.store,
      warehouseContents: async (code, minPosition) => {
        asked.push([code, minPosition === (await shop.store.lastPosition())]);
        return [{ sku: 'A', unit: 'item', onHand: '1', allocated: '0', held: '0' }];
      },
    });
    await ledger.start();

    const outcome = await ledger.execute(envelope(close));

    expect(asked).toEqual([['main', true]]);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'WAREHOUSE_NOT_EMPTY' });
    await ledger.stop();
  });
});
