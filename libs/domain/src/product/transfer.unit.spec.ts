import { describe, expect, it } from '@jest/globals';
import { MAGNITUDE_MAX, ONE, quantityOf } from '../shared/quantity.ts';
import { assign, warehouse } from '../testing/commands.ts';
import { order } from '../testing/order-process.ts';
import { dataOf, managedShop, type Shop, typesOf } from '../testing/shop.ts';
import { dispatch, receive, transfer } from '../testing/transfers.ts';
import { totalsOf } from './views.ts';

const twoWarehouses = (): Shop => managedShop(warehouse('north'), assign('website default', 'main', 'north'));

const shopWith = (onHand: string): Shop => {
  const shop = twoWarehouses();
  shop.register('A1');
  if (onHand !== '0') shop.adjust('A1', onHand, { warehouse: 'main' });
  return shop;
};

const refusals = (decision: { readonly kind: string; readonly reasons?: readonly object[] }) =>
  (decision.reasons ?? []).map((reason) => {
    const { code, path } = reason as { code: string; path: string };
    return `${code} ${path}`;
  });

describe('moving stock at once', () => {
  it('SP01: of 10 with 3 promised, 5 go; the promises stay where they are', () => {
    const shop = shopWith('10');
    order(shop, 'o1', [{ sku: 'A1', quantity: '3' }]);

    const decision = transfer(shop, '5', { reference: 'R-1' });

    expect(decision).toEqual({
      kind: 'accepted',
      events: [
        {
          type: 'StockTransferred',
          data: {
            transferId: 'T',
            operation: 0,
            sku: 'A1',
            unit: 'item',
            from: 'main',
            to: 'north',
            quantity: '5',
            reference: 'R-1',
            levels: [
              { warehouse: 'main', unit: 'item', before: { onHand: '10' }, after: { onHand: '5' } },
              { warehouse: 'north', unit: 'item', before: { onHand: '0' }, after: { onHand: '5' } },
            ],
          },
        },
      ],
    });
    expect(shop.levels('A1')).toEqual({ main: '5/3', north: '5/0' });
  });

  it('HE04: there, and back again', () => {
    const shop = shopWith('30');
    shop.adjust('A1', '1', { warehouse: 'north' });
    transfer(shop, '20');
    expect(shop.levels('A1')).toEqual({ main: '10/0', north: '21/0' });
    transfer(shop, '20', { from: 'north', to: 'main' });
    expect(shop.levels('A1')).toEqual({ main: '30/0', north: '1/0' });
  });

  it('IN02: 6 of 10 leave 4, and 100 more are refused with what there is', () => {
    const shop = shopWith('10');
    transfer(shop, '6');

    const decision = transfer(shop, '100');

    expect(decision).toMatchObject({
      kind: 'refused',
      reasons: [
        {
          code: 'INSUFFICIENT_STOCK',
          path: 'quantity',
          sku: 'A1',
          unit: 'item',
          warehouse: 'main',
          requested: '100',
          sellable: '4',
        },
      ],
    });
    expect(shop.levels('A1')).toEqual({ main: '4/0', north: '6/0' });
  });

  it('what is allocated or held does not move, and what is backordered is not there', () => {
    const shop = shopWith('10');
    shop.option('A1', 'backOrder', true);
    order(shop, 'o1', [{ sku: 'A1', quantity: '12' }]);

    expect(transfer(shop, '1')).toMatchObject({ reasons: [{ sellable: '0', requested: '1' }] });
  });

  it.each([
    ['nothing', '0', {}, ['VALIDATION_FAILED quantity']],
    ['less than nothing', '-5', {}, ['VALIDATION_FAILED quantity']],
    ['to where it is', '1', { to: 'main' }, ['VALIDATION_FAILED to']],
    ['from nowhere', '1', { from: 'none' }, ['UNKNOWN_WAREHOUSE from']],
    ['to nowhere', '1', { to: 'none' }, ['UNKNOWN_WAREHOUSE to']],
    ['from a closed warehouse', '1', { from: 'shut' }, ['WAREHOUSE_CLOSED from']],
    ['to a closed warehouse', '1', { to: 'shut' }, ['WAREHOUSE_CLOSED to']],
    ['to one that is closing', '1', { to: 'shutting' }, ['WAREHOUSE_CLOSED to']],
    ['in an unknown unit', '1', { unit: 'box' }, ['UNKNOWN_UNIT unit']],
    ['half a piece', '0.5', {}, ['PRECISION_EXCEEDED quantity']],
    ['a kit', '1', { sku: 'KIT' }, ['VALIDATION_FAILED sku']],
    ['an unknown product', '1', { sku: 'none' }, ['UNKNOWN_PRODUCT sku']],
    [
      'all of it wrong',
      '-0.5',
      { from: 'none', to: 'shut' },
      [
        'PRECISION_EXCEEDED quantity',
        'VALIDATION_FAILED quantity',
        'UNKNOWN_WAREHOUSE from',
        'WAREHOUSE_CLOSED to',
      ],
    ],
  ])('SP02: is refused where it is %s, with the field', (_, quantity, more, expected) => {
    const shop = shopWith('10');
    for (const code of ['shut', 'shutting']) shop.onScope({ type: 'OpenWarehouse', code, name: code });
    for (const code of ['shut', 'shutting']) {
      const place = shop.scopes.warehouses.get(code);
      if (place !== undefined) place.state = code === 'shut' ? 'closed' : 'closing';
    }
    const components = [{ products: ['A1'], quantity: quantityOf('1'), required: true }];
    shop.register('KIT', { kit: { components } });
    const before = shop.eventsOf('A1').length;

    expect(refusals(transfer(shop, quantity, more))).toEqual(expected);
    expect(refusals(dispatch(shop, quantity, more))).toEqual(expected);
    expect(shop.eventsOf('A1')).toHaveLength(before);
  });

  it('is refused where the level would hold more than one can', () => {
    const shop = shopWith('1');
    const full = (MAGNITUDE_MAX / ONE).toString();
    shop.adjust('A1', full, { warehouse: 'north' });
    expect(refusals(transfer(shop, '1'))).toEqual(['OUT_OF_RANGE quantity']);
  });

  it('fills the backorders that wait where it comes to, the oldest first', () => {
    const shop = shopWith('0');
    shop.option('A1', 'backOrder', true);
    shop.told({ type: 'SetStatus', sku: 'A1', status: 'in_stock' });
    order(shop, 'o1', [{ sku: 'A1', quantity: '3' }]);
    order(shop, 'o2', [{ sku: 'A1', quantity: '3' }]);
    shop.adjust('A1', '4', { warehouse: 'north' });

    const decision = transfer(shop, '4', { from: 'north', to: 'main' });

    expect(decision.kind === 'accepted' && dataOf(decision.events, 'BackorderFilled')).toEqual([
      { orderId: 'o1', sku: 'A1', warehouse: 'main', unit: 'item', quantity: '3' },
      { orderId: 'o2', sku: 'A1', warehouse: 'main', unit: 'item', quantity: '1' },
    ]);
    expect(shop.promised('A1', 'o2')).toMatchObject([{ quantity: '3', backordered: '2' }]);
  });

  it('of a product with a stock unit: one box is twelve pieces, and what is sellable is rounded down', () => {
    const shop = twoWarehouses();
    shop.register('A1', {
      units: [
        { code: 'piece', precision: 0 },
        { code: 'box', precision: 0, conversionRate: quantityOf('12') },
      ],
      stockUnit: 'piece',
    });
    shop.adjust('A1', '35', { warehouse: 'main' });

    expect(transfer(shop, '3', { unit: 'box' })).toMatchObject({
      reasons: [{ unit: 'box', requested: '3', sellable: '2' }],
    });
    transfer(shop, '2', { unit: 'box' });
    expect(shop.levels('A1', 'piece')).toEqual({ main: '11/0', north: '24/0' });
  });
});

describe('goods on their way', () => {
  it('count for nobody until they come, and the status follows', () => {
    const shop = shopWith('10');

    const sent = dispatch(shop, '10');

    expect(sent.kind === 'accepted' && typesOf(sent.events)).toEqual(['StockDispatched', 'StatusChanged']);
    expect(shop.levels('A1')).toEqual({ main: '0/0' });
    expect(totalsOf(shop.known('A1'))).toMatchObject([{ onHand: '0', available: '0' }]);
    expect(order(shop, 'o1', [{ sku: 'A1', quantity: '1' }]).kind).toBe('rejected');
    const come = receive(shop, '10');
    expect(come.kind === 'accepted' && typesOf(come.events)).toEqual(['StockReceived', 'StatusChanged']);
    expect(shop.levels('A1')).toEqual({ main: '0/0', north: '10/0' });
    expect(shop.known('A1').transit).toBeNull();
    expect(order(shop, 'o2', [{ sku: 'A1', quantity: '10' }]).kind).toBe('accepted');
  });

  it('may come in parts; what never will is written off with its reason', () => {
    const shop = shopWith('10');
    dispatch(shop, '10');

    receive(shop, '4');
    const last = receive(shop, '5', { operation: 2, discrepancy: '1', discrepancyReason: 'crushed' });

    expect(last).toMatchObject({
      events: [
        {
          type: 'StockReceived',
          data: {
            transferId: 'T',
            operation: 2,
            sku: 'A1',
            from: 'main',
            warehouse: 'north',
            unit: 'item',
            quantity: '5',
            before: { onHand: '4' },
            after: { onHand: '9' },
            discrepancy: '1',
            discrepancyReason: 'crushed',
          },
        },
      ],
    });
    expect(shop.known('A1').transit).toBeNull();
  });

  it('fill backorders as they come', () => {
    const shop = shopWith('0');
    shop.adjust('A1', '5', { warehouse: 'north' });
    dispatch(shop, '5', { from: 'north', to: 'main' });
    shop.option('A1', 'backOrder', true);
    shop.told({ type: 'SetStatus', sku: 'A1', status: 'in_stock' });
    order(shop, 'o1', [{ sku: 'A1', quantity: '2' }]);

    const come = receive(shop, '5');

    expect(come.kind === 'accepted' && dataOf(come.events, 'BackorderFilled')).toMatchObject([
      { orderId: 'o1', warehouse: 'main', quantity: '2' },
    ]);
    expect(shop.levels('A1')).toEqual({ north: '0/0', main: '5/2' });
  });

  it('are dispatched once, and received once per operation', () => {
    const shop = shopWith('10');
    dispatch(shop, '6');
    expect(dispatch(shop, '6').kind).toBe('already-applied');
    receive(shop, '2');
    expect(receive(shop, '2').kind).toBe('already-applied');
    receive(shop, '4', { operation: 2 });
    expect(receive(shop, '4', { operation: 2 }).kind).toBe('already-applied');
    expect(shop.levels('A1')).toEqual({ main: '4/0', north: '6/0' });
  });

  it('are never more than were sent', () => {
    const shop = shopWith('10');
    dispatch(shop, '6');
    expect(() => receive(shop, '7')).toThrow('more received than is on its way');
  });

  it('do not come to a warehouse that is closed', () => {
    const shop = shopWith('10');
    dispatch(shop, '6');
    const north = shop.scopes.warehouses.get('north');
    if (north !== undefined) north.state = 'closed';
    expect(refusals(receive(shop, '6'))).toEqual(['WAREHOUSE_CLOSED transferId']);
  });
});
