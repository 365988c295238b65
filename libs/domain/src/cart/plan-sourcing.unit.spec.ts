import { describe, expect, test } from '@jest/globals';
import { kitOf, linesOf } from '../testing/kits.ts';
import { codesOf, managedShop, type Shop, systemOption, warehouses } from '../testing/shop.ts';
import { planSourcing, type SourcingPlan } from './plan-sourcing.ts';

function plan(shop: Shop, ...lines: string[]): SourcingPlan {
  const answer = planSourcing(linesOf(...lines), { website: 'default' }, shop.context);
  if (Array.isArray(answer)) throw new Error(JSON.stringify(answer));
  return answer as SourcingPlan;
}

/** `warehouse quantity`, with what is backordered of it, and the component of a kit. */
const sources = ({ lines }: SourcingPlan) =>
  lines.map(({ allocations }) =>
    allocations.map(
      ({ sku, warehouse, quantity, backordered }) =>
        `${sku === undefined ? '' : `${sku} `}${warehouse} ${quantity}${backordered === '0' ? '' : ` (-${backordered})`}`,
    ),
  );

/** A shop whose products have these levels, by warehouse in the website's order. */
function shopWith(
  levels: Record<string, Record<string, string>>,
  ...more: Parameters<typeof managedShop>
): Shop {
  const codes = [...new Set(Object.values(levels).flatMap((each) => Object.keys(each)))];
  const shop = managedShop(...warehouses(...codes), ...more);
  for (const [sku, byWarehouse] of Object.entries(levels)) {
    shop.register(sku, { units: [{ code: 'kg', precision: 1 }] });
    for (const [warehouse, quantity] of Object.entries(byWarehouse)) {
      if (quantity !== '0') shop.adjust(sku, quantity, { warehouse });
    }
  }
  return shop;
}

describe('where an order would ship from', () => {
  const EU = {
    'SKU-1': { 'eu-1': '5.5', 'eu-2': '3', 'eu-3': '0' },
    'SKU-4': { 'eu-1': '0', 'eu-2': '6' },
  };

  test('MG10: every line from the first warehouses that have it', () => {
    const answer = plan(shopWith(EU), '8 SKU-1', '4 SKU-4');

    expect(answer.shippable).toBe(true);
    expect(sources(answer)).toEqual([['eu-1 5.5', 'eu-2 2.5'], ['eu-2 4']]);
  });

  test('MG12: what is there of more than there is, and not shippable', () => {
    const answer = plan(shopWith(EU), '15 SKU-1');

    expect(answer.shippable).toBe(false);
    expect(sources(answer)).toEqual([['eu-1 5.5', 'eu-2 3']]);
    expect(answer.lines[0]?.reasons).toMatchObject([
      { code: 'INSUFFICIENT_STOCK', requested: '15', sellable: '8.5' },
    ]);
  });

  test('MG13: in the order given; what no warehouse of the website has is not shippable', () => {
    const shop = shopWith({
      'SKU-1': { 'eu-3': '0', 'eu-2': '3', 'eu-1': '5.5' },
      'SKU-2': { 'eu-3': '0' },
    });
    shop.onScope({ type: 'OpenWarehouse', code: 'us-1', name: 'US' });
    shop.adjust('SKU-2', '9', { warehouse: 'us-1' });

    const answer = plan(shop, '5 SKU-1', '3 SKU-2');

    expect(answer.shippable).toBe(false);
    expect(sources(answer)).toEqual([['eu-2 3', 'eu-1 2'], []]);
  });

  test('SA03, SA04, VE17: the rest from the next, and what others were promised from none', () => {
    expect(sources(plan(shopWith({ A: { second: '3', first: '4' } }), '5 A'))).toEqual([
      ['second 3', 'first 2'],
    ]);
    expect(sources(plan(shopWith({ A: { first: '2', second: '3' } }), '3 A'))).toEqual([
      ['first 2', 'second 1'],
    ]);
    expect(sources(plan(shopWith({ A: { a: '10', b: '15' } }), '13 A'))).toEqual([['a 10', 'b 3']]);
  });

  test.each(['priority', 'highest_stock_first', 'single_warehouse_first'] as const)(
    'SA13: all from the one warehouse that a website has, by %s',
    (strategy) => {
      const shop = shopWith({ A: { point: '5' } }, systemOption('sourcingStrategy', strategy));

      expect(sources(plan(shop, '5 A'))).toEqual([['point 5']]);
    },
  );

  test('SO12: what may be backordered is promised beyond what is there', () => {
    const backorderable = shopWith({ A: { a: '10' } }, systemOption('backOrder', true));
    expect(sources(plan(backorderable, '20 A'))).toEqual([['a 20 (-10)']]);
    expect(plan(backorderable, '20 A').shippable).toBe(false);
    expect(sources(plan(shopWith({ A: { a: '10' } }), '20 A'))).toEqual([['a 10']]);
    const empty = shopWith({ A: { a: '0' } }, systemOption('backOrder', true));
    expect(sources(plan(empty, '20 A'))).toEqual([['a 20 (-20)']]);
  });

  test.each([
    [['1'], false, 1],
    [['1', '1'], false, 2],
    [['2', '3'], true, 2],
    [['3', '3', '3'], true, 2],
    [['2', '2', '2'], true, 3],
  ])('SO14: 5 from %j', (there, shippable, packages) => {
    const levels = Object.fromEntries(there.map((quantity, index) => [`w${index}`, quantity]));

    const answer = plan(shopWith({ A: levels }), '5 A');

    expect([answer.shippable, answer.lines[0]?.allocations.length]).toEqual([shippable, packages]);
  });

  test('no line is split where lines are not', () => {
    const shop = shopWith({ A: { a: '2', b: '5', c: '9' } }, systemOption('splitLines', false));

    expect(sources(plan(shop, '4 A'))).toEqual([['b 4']]);
    expect([plan(shop, '10 A').shippable, sources(plan(shop, '10 A'))]).toEqual([false, [['c 9']]]);
  });

  test('nothing is said of products whose stock is not tracked', () => {
    const shop = shopWith({ A: { a: '0' } });
    shop.option('A', 'manageInventory', false);

    expect(plan(shop, '7 A')).toEqual({
      shippable: true,
      lines: [{ sku: 'A', unit: 'kg', quantity: '7', allocations: [], reasons: [] }],
    });
  });

  test('a kit: component by component, after the lines before it', () => {
    const shop = shopWith({ CUP: { a: '4', b: '9' }, TRAY: { b: '9' } });
    shop.register('SET', { kit: kitOf('2 CUP', '1 TRAY') });

    const answer = plan(shop, '3 CUP', '2 SET');

    expect(answer.shippable).toBe(true);
    expect(sources(answer)).toEqual([['a 3'], ['CUP a 1', 'CUP b 3', 'TRAY b 2']]);
    expect(answer.lines[1]?.allocations[0]).toEqual({
      sku: 'CUP',
      unit: 'kg',
      warehouse: 'a',
      quantity: '1',
      backordered: '0',
    });
    expect(codesOf(plan(shop, '7 SET').lines[0]?.reasons ?? [])).toEqual(['INSUFFICIENT_STOCK']);
  });

  test('changes nothing', () => {
    const shop = shopWith(EU);
    const before = shop.levels('SKU-1');

    plan(shop, '8 SKU-1');

    expect(shop.levels('SKU-1')).toEqual(before);
  });

  test('of a product with 1,000 warehouses, in the website’s order', () => {
    const codes = Array.from({ length: 1000 }, (_, index) => `w${index}`);
    const shop = shopWith({ A: Object.fromEntries(codes.map((code) => [code, '1'])) });

    const answer = plan(shop, '1000 A');

    expect(answer.shippable).toBe(true);
    expect(answer.lines[0]?.allocations.map(({ warehouse }) => warehouse)).toEqual(codes);
    expect(plan(shop, '1000.5 A').shippable).toBe(false);
  });
});
