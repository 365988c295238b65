import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatQuantity, quantityOf, ZERO } from '../shared/quantity.ts';
import { accountsOf } from '../testing/accounts.ts';
import { assign, warehouse } from '../testing/commands.ts';
import { checkCopyHalfWay } from '../testing/copies.ts';
import { cancel, order } from '../testing/order-process.ts';
import { managedShop, type Shop } from '../testing/shop.ts';
import { dispatch, receive, transfer } from '../testing/transfers.ts';

const WAREHOUSES = ['main', 'north', 'south'] as const;

/** Where goods are on their way: what of each transfer has yet to come, and its next operation. */
type Open = Map<string, { left: number; operation: number }>;

type Step = (shop: Shop, open: Open, count: number) => void;

const place = fc.constantFrom(...WAREHOUSES);
const amount = fc.integer({ min: 1, max: 40 }).map((quarters) => quarters / 4);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(place, amount).map(
    ([at, quantity]): Step =>
      (shop) => {
        shop.adjust('A1', `${quantity}`, { warehouse: at });
      },
  ),
  fc.tuple(place, amount).map(
    ([at, quantity]): Step =>
      (shop) => {
        shop.tell({
          type: 'AdjustLevel',
          sku: 'A1',
          warehouse: at,
          quantity: quantityOf(`${-quantity}`),
          reason: 'lost',
        });
      },
  ),
  fc.tuple(place, amount).map(
    ([at, quantity]): Step =>
      (shop) => {
        shop.count('A1', `${quantity}`, { warehouse: at });
      },
  ),
  fc.tuple(place, place, amount).map(
    ([from, to, quantity]): Step =>
      (shop, _, count) => {
        transfer(shop, `${quantity}`, { transferId: `T${count}`, from, to });
      },
  ),
  fc.tuple(place, place, amount).map(
    ([from, to, quantity]): Step =>
      (shop, open, count) => {
        const transferId = `T${count}`;
        const sent = dispatch(shop, `${quantity}`, { transferId, from, to });
        if (sent.kind === 'accepted') open.set(transferId, { left: quantity, operation: 0 });
      },
  ),
  fc.tuple(amount, fc.boolean()).map(
    ([quantity, isLast]): Step =>
      (shop, open) => {
        const [transferId, transit] = [...open][0] ?? [];
        if (transferId === undefined || transit === undefined) return;
        const come = Math.min(quantity, transit.left);
        transit.operation += 1;
        transit.left = isLast ? 0 : transit.left - come;
        const discrepancy = isLast
          ? formatQuantity(shop.known('A1').transit?.get(transferId)?.quantity ?? ZERO)
          : '0';
        const lost = isLast ? Number(discrepancy) - come : 0;
        receive(shop, `${come}`, { transferId, operation: transit.operation, discrepancy: `${lost}` });
        if (transit.left === 0) open.delete(transferId);
      },
  ),
  amount.map(
    (quantity): Step =>
      (shop, _, count) => {
        order(shop, `o${count}`, [{ sku: 'A1', quantity: `${quantity}` }]);
        if (count % 3 === 0) cancel(shop, `o${count}`);
      },
  ),
);

test('goods are conserved: what came in is what is there, on its way, or went out', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const shop = managedShop(
        warehouse('north'),
        warehouse('south'),
        assign('website default', ...WAREHOUSES),
      );
      shop.register('A1', { units: [{ code: 'kg', precision: 2 }] });
      const open: Open = new Map();
      for (const [count, take] of steps.entries()) {
        take(shop, open, count);
        const { warehouses, inTransit, supplier, shrinkage } = accountsOf(shop.eventsOf('A1'));
        expect(warehouses + inTransit + supplier + shrinkage).toBe(ZERO);
        const product = shop.known('A1');
        expect(product.stock[0]?.onHand ?? ZERO).toBe(warehouses);
        const onItsWay = [...(product.transit?.values() ?? [])].reduce(
          (sum, { quantity }) => sum + quantity,
          ZERO,
        );
        expect(onItsWay).toBe(inTransit);
        for (const level of product.stock[0]?.levels.values() ?? [])
          expect(level.onHand).toBeGreaterThanOrEqual(ZERO);
      }
      checkCopyHalfWay(shop.eventsOf('A1'));
    }),
    { numRuns: 60 },
  );
});
