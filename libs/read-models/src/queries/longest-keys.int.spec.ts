import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { KEY_LENGTH_MAX } from '#domain';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { fact, ProjectedLog } from '../testing/projected-log.ts';

/** The longest key that there may be: characters of four bytes each, in no order that could be compressed. */
function longest(seed: number): string {
  let next = seed;
  const characters = Array.from({ length: KEY_LENGTH_MAX }, () => {
    next = (next * 1_103_515_245 + 12_345) % 2 ** 31;
    return String.fromCodePoint(0x20000 + (next % 0xa000));
  });
  return characters.join('');
}

const [sku, category, unit, main, north] = [1, 2, 3, 4, 5].map(longest) as [
  string,
  string,
  string,
  string,
  string,
];
const [organization, website, order, rejected, hold] = [6, 7, 8, 9, 10].map(longest) as [
  string,
  string,
  string,
  string,
  string,
];
const [transfer, sheet, actor] = [11, 12, 13].map(longest) as [string, string, string];
const LINE = { sku, unit, counted: '9', was: '10', revision: 1 };

let shown: ProjectedLog;
let shop: MadeUpShop;

beforeEach(async () => {
  shown = await ProjectedLog.open();
  shop = new MadeUpShop(unit);
});
afterEach(() => shown.folder.remove());

test('the longest keys of everything can be kept, found and removed', async () => {
  await shown.given(
    shop.defineOrganization(organization),
    shop.defineCategory(category),
    shop.defineWebsite(website, organization, [main, north]),
    shop.setOption(`category-${category}`, 'manageInventory', true),
    ...[main, north].map((code) => shop.openWarehouse(code)),
    shop.register(sku, category),
    shop.adjust(sku, main, 10, { effectiveAt: '2026-01-01T00:00:00Z' }),
    ...shop.order(order, sku, main, 4),
    ...shop.submit(rejected, sku, main, 1),
    ...shop.reject(rejected),
    ...shop.dispatch(transfer, sku, main, north, 2),
    fact(`hold-${hold}`, 'HoldSubmitted', {
      holdId: hold,
      operation: 0,
      website: 'default',
      lines: [{ sku, unit, quantity: '1' }],
      expiresAt: '2026-01-02T00:00:00.000Z',
      decidedAt: '2026-01-01T00:00:00.000Z',
    }),
    fact(`warehouse-${main}`, 'CountSheetOpened', { sheetId: sheet, warehouse: main }),
    fact(`warehouse-${main}`, 'LinesCounted', { sheetId: sheet, warehouse: main, lines: [LINE] }),
    fact(`warehouse-${main}`, 'LinesCounted', {
      sheetId: sheet,
      warehouse: main,
      lines: [{ ...LINE, counted: '8' }],
    }),
    fact(`warehouse-${main}`, 'LinesRefused', {
      sheetId: sheet,
      warehouse: main,
      lines: [{ ...LINE, code: 'MOVED_SINCE_COUNT' }],
    }),
    {
      stream: `order-${actor}`,
      events: [
        { type: 'NothingToShow', data: {}, metadata: { commandId: `local:${'k'.repeat(200)}`, actor } },
      ],
    },
  );
  const { readModels } = shown;

  expect((await readModels.levels({ sku })).items).toMatchObject([{ warehouse: main, unit, onHand: '8' }]);
  expect((await readModels.levels({ warehouse: main, category })).items).toHaveLength(1);
  expect((await readModels.allocations({})).items).toMatchObject([
    { orderId: order, sku, unit, warehouse: main, quantity: '4' },
  ]);
  expect((await readModels.events({ order, sku, warehouse: main })).items).toHaveLength(1);
  expect((await readModels.events({ transfer, actor: 'clerk-0' })).items.length).toBeGreaterThan(0);

  await shown.given(
    ...shop.cancel(order),
    ...shop.receive(transfer, sku, north, {
      operation: 1,
      quantity: 2,
      discrepancy: 0,
      open: 0,
    }),
  );
  expect((await readModels.allocations({})).items).toEqual([]);
  expect(shown.projector.status()).toMatchObject({ state: 'following', parkedStreams: 0 });
});
