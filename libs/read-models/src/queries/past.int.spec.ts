import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { ProjectedLog } from '../testing/projected-log.ts';
import type { AsOf } from './as-of.ts';
import { PositionNotReachedError, UnanswerableMomentError } from './errors.ts';

let shown: ProjectedLog;
let shop: MadeUpShop;

beforeEach(async () => {
  shown = await ProjectedLog.open();
  shop = new MadeUpShop();
});

afterEach(() => shown.folder.remove());

const at = (position: bigint): AsOf => ({ at: { position }, basis: 'recorded' });
const by = (instant: string, basis: AsOf['basis'] = 'effective'): AsOf => ({ at: { instant }, basis });

const levels = async (asOf: AsOf, filter = {}) =>
  (await shown.readModels.levels({ ...filter, asOf })).items.map(
    ({ sku, warehouse, onHand, allocated, available }) =>
      `${sku} ${warehouse} ${onHand} ${allocated} ${available}`,
  );

const founding = () => [
  shop.defineOrganization('default'),
  shop.openWarehouse('main'),
  shop.defineWebsite('default', 'default', ['main']),
  shop.defineCategory('toys'),
];

describe('as of a position', () => {
  test('levels, products and their attributes are what they were', async () => {
    const empty = await shown.given(...founding());
    const registered = await shown.given(shop.register('A1', 'toys'));
    const stocked = await shown.given(shop.adjust('A1', 'main', 10));
    const ordered = await shown.given(...shop.order('o1', 'A1', 'main', 4), shop.low('A1', true));
    const out = await shown.given(shop.setStatus('A1', 'out_of_stock'), shop.adjust('A1', 'main', -1));

    expect(await levels(at(registered))).toEqual([]);
    expect(await levels(at(stocked))).toEqual(['A1 main 10 0 10']);
    expect(await levels(at(ordered))).toEqual(['A1 main 10 4 6']);
    expect(await levels(at(out))).toEqual(['A1 main 9 4 5']);
    expect(await levels(at(ordered), { low: true })).toHaveLength(1);
    expect(await levels(at(stocked), { low: true })).toEqual([]);
    expect(await levels(at(ordered), { status: 'out_of_stock' })).toEqual([]);
    expect(
      await levels(at(out), { status: 'out_of_stock', category: 'toys', website: 'default' }),
    ).toHaveLength(1);
    expect((await shown.readModels.product('A1', { asOf: at(empty) })).item).toBeUndefined();
    expect((await shown.readModels.product('A1', { asOf: at(ordered) })).item).toMatchObject({
      status: 'in_stock',
      label: 'low_inventory',
      totals: [{ onHand: '10', allocated: '4', available: '6' }],
    });
    expect((await shown.readModels.products({ asOf: at(out) })).items).toMatchObject([
      { sku: 'A1', status: 'out_of_stock', levels: [{ onHand: '9' }] },
    ]);
  });

  test('options of products and scopes are what they were', async () => {
    const before = await shown.given(...founding(), shop.register('A1', 'toys'));
    const after = await shown.given(
      shop.setOption('system', 'manageInventory', true),
      shop.setOption('category-toys', 'inventoryThreshold', '3'),
      shop.setOption('product-A1', 'backOrder', true),
    );

    const [then, now] = await Promise.all(
      [before, after].map((position) => shown.readModels.past(['A1'], at(position))),
    );

    expect(then?.scopes.system.options).toEqual({});
    expect(then?.products.get('A1')?.options).toEqual({});
    expect(now?.scopes.system.options).toEqual({ manageInventory: true });
    expect(now?.scopes.categories.get('toys')?.options).toEqual({ inventoryThreshold: 30_000_000_000n });
    expect(now?.products.get('A1')?.options).toEqual({ backOrder: true });
  });

  test('before the first event there was nothing', async () => {
    await shown.given(...founding(), shop.register('A1'), shop.adjust('A1', 'main', 1));
    const beginning = by('1999-01-01T00:00:00.000Z', 'recorded');
    expect(await levels(beginning)).toEqual([]);
    expect((await shown.readModels.products({ asOf: beginning })).items).toEqual([]);
    expect((await shown.readModels.past(['A1'], beginning)).scopes.websites.size).toBe(0);
  });

  test('pages of one moment hang together, whatever comes meanwhile', async () => {
    const skus = ['A1', 'B2', 'C3'];
    const moment = await shown.given(
      ...founding(),
      ...skus.flatMap((sku) => [shop.register(sku), shop.adjust(sku, 'main', 5)]),
    );
    const first = await shown.readModels.levels({ limit: 2, asOf: at(moment) });
    await shown.given(shop.adjust('C3', 'main', 1));
    const second = await shown.readModels.levels({ limit: 2, cursor: first.next ?? '', asOf: at(moment) });

    expect([...first.items, ...second.items].map(({ sku, onHand }) => `${sku} ${onHand}`)).toEqual([
      'A1 5',
      'B2 5',
      'C3 5',
    ]);
    expect(second.next).toBeNull();
    const other = shown.readModels.levels({ limit: 2, cursor: first.next ?? '', asOf: at(moment + 1n) });
    await expect(other).rejects.toThrow('cursor');
  });
});

describe('a moment that cannot be answered', () => {
  test.each<[string, () => AsOf]>([
    ['beyond the end of the log', () => at(10_000n)],
    ['still to come', () => by('9999-01-01T00:00:00.000Z', 'recorded')],
    ['a position by effective time', () => ({ at: { position: 0n }, basis: 'effective' })],
  ])('%s is refused', async (_, moment) => {
    await shown.given(...founding());
    await expect(shown.readModels.levels({ asOf: moment() })).rejects.toThrow(UnanswerableMomentError);
  });

  test('and one that does not show yet is waited for, and then refused for the time being', async () => {
    await shown.given(...founding(), shop.register('A1'));
    await shown.projector.stop();
    const position = await shown.log.append(shop.adjust('A1', 'main', 1));
    const now = new Date().toISOString();

    await expect(shown.readModels.levels({ asOf: at(position) })).rejects.toThrow(PositionNotReachedError);
    await expect(shown.readModels.levels({ asOf: by(now, 'recorded') })).rejects.toThrow(
      PositionNotReachedError,
    );
    await expect(shown.readModels.levels({ asOf: at(position - 1n) })).resolves.toMatchObject({ items: [] });
  });
});

describe('by effective time', () => {
  const [day1, day2, day3, day4] = [1, 2, 3, 4].map((day) => `2026-01-0${day}T00:00:00.000Z`) as [
    string,
    string,
    string,
    string,
  ];

  test('facts stand where they were so, and products are found before their registration', async () => {
    const last = await shown.given(
      ...founding(),
      shop.register('A1'),
      shop.adjust('A1', 'main', 10, { effectiveAt: day1 }),
      shop.adjust('A1', 'main', -3, { effectiveAt: day3 }),
      shop.adjust('A1', 'main', 5),
    );

    expect(await levels(by('2025-12-31T00:00:00.000Z'))).toEqual(['A1 main 0 0 0']);
    expect(await levels(by(day1))).toEqual(['A1 main 10 0 10']);
    expect(await levels(by(day2))).toEqual(['A1 main 10 0 10']);
    expect(await levels(by(day4))).toEqual(['A1 main 7 0 7']);
    expect(await levels(by(day4, 'recorded'))).toEqual([]);
    expect(await levels(at(last))).toEqual(['A1 main 12 0 12']);
    expect(await levels(by(new Date().toISOString()))).toEqual(['A1 main 12 0 12']);
    expect((await shown.readModels.product('A1', { asOf: by(day2) })).item).toMatchObject({
      name: 'Product A1',
      totals: [{ onHand: '10' }],
    });
  });

  test('a change that a later count has absorbed shows up to there only', async () => {
    const absorbed = { before: '0', after: '4', absorbedBy: day3 };
    const recorded = await shown.given(
      ...founding(),
      shop.register('A1'),
      shop.adjust('A1', 'main', 10, { effectiveAt: day3 }),
    );
    await shown.given(shop.adjust('A1', 'main', 4, { effectiveAt: day2, absorbed }));

    expect(await levels(by(day1))).toEqual(['A1 main 0 0 0']);
    expect(await levels(by(day2))).toEqual(['A1 main 4 0 4']);
    expect(await levels(by(day3))).toEqual(['A1 main 10 0 10']);
    expect(await levels(at(recorded))).toEqual(['A1 main 10 0 10']);
    expect((await shown.readModels.past(['A1'], by(day2))).products.get('A1')?.stock[0]?.onHand).toBe(
      40_000_000_000n,
    );
  });
});
