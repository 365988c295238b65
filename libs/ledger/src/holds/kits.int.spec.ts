import { describe, expect, test } from '@jest/globals';
import type { Ledger } from '../ledger.ts';
import { heldOf, hold, orderWithHold, release } from '../testing/hold-commands.ts';
import { done, envelope, levelOf, openShop, qty, stocked } from '../testing/shop.ts';

/** A kit of two cups and a tray, or a saucer where there is no tray. */
async function kitOf(ledger: Ledger, stock: Readonly<Record<string, number>>): Promise<void> {
  for (const [sku, quantity] of Object.entries(stock)) await stocked(ledger, sku, quantity);
  await done(ledger, {
    type: 'RegisterProduct',
    sku: 'SET',
    name: 'Set',
    kit: {
      components: [
        { products: ['CUP'], quantity: qty(2), required: true },
        { products: ['TRAY', 'SAUCER'], quantity: qty(1), required: true },
      ],
    },
  });
}

const held = (ledger: Ledger) => Promise.all(['CUP', 'SAUCER', 'TRAY'].map((sku) => heldOf(ledger, sku)));

describe('a hold of a kit', () => {
  test('holds its components, and its order takes them over', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await kitOf(ledger, { CUP: 6, TRAY: 1, SAUCER: 3 });

    const { answer } = await done(ledger, hold('cart', { SET: 3 }));
    const whileHeld = await held(ledger);
    const outcome = await ledger.execute(envelope(orderWithHold('1', 'cart', { SET: 3 })));

    expect(answer.events[0]?.data).toMatchObject({
      lines: [
        {
          sku: 'SET',
          components: [
            { sku: 'CUP', quantity: '2' },
            { sku: 'SAUCER', quantity: '1' },
          ],
        },
      ],
    });
    expect(whileHeld).toEqual([qty(6), qty(3), 0n]);
    expect(outcome.kind).toBe('done');
    expect(await held(ledger)).toEqual([0n, 0n, 0n]);
    expect((await levelOf(ledger, 'CUP')).allocated).toBe(qty(6));
    expect((await levelOf(ledger, 'SAUCER')).allocated).toBe(qty(3));
  });

  test('is replaced and given up with its components', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await kitOf(ledger, { CUP: 6, TRAY: 3, SAUCER: 0 });
    await done(ledger, hold('cart', { SET: 3 }));

    await done(ledger, hold('cart', { SET: 1, CUP: 1 }));
    const replaced = await held(ledger);
    await done(ledger, release('cart'));

    expect(replaced).toEqual([qty(3), 0n, qty(1)]);
    expect(await held(ledger)).toEqual([0n, 0n, 0n]);
  });

  test('is refused where a component is short, and holds nothing', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await kitOf(ledger, { CUP: 3, TRAY: 3, SAUCER: 3 });

    const outcome = await ledger.execute(envelope(hold('cart', { SET: 2 })));

    expect(outcome).toMatchObject({ kind: 'refused', reasons: [{ code: 'INSUFFICIENT_STOCK', sku: 'CUP' }] });
    expect(await held(ledger)).toEqual([0n, 0n, 0n]);
  });
});
