import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { stock } from '../testing/shop.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  await stock(server, { A: 10, B: 10, C: 10 });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const adjust = (sku: string, quantity: number) =>
  server.done('AdjustLevel', { sku, warehouse: 'main', quantity, reason: 'sold' });

const shown = async (query: string) => {
  const { body } = await server.get(`/v1/warehouses/main/count-sheets/S-1?${query}`);
  return body;
};

test('over HTTP, a count sheet shows what moved meanwhile, and what became of each line', async () => {
  await server.done('OpenCountSheet', { sheetId: 'S-1', warehouse: 'main', reference: 'yearly' });
  await server.done('CountLines', {
    sheetId: 'S-1',
    warehouse: 'main',
    lines: [
      { sku: 'A', counted: '8' },
      { sku: 'B', counted: '9' },
      { sku: 'C', counted: '10' },
    ],
  });
  await adjust('B', -2);
  const { position } = await adjust('B', 1);

  const before = await shown(`minPosition=${position}`);
  expect(before).toMatchObject({
    sheetId: 'S-1',
    warehouse: 'main',
    reference: 'yearly',
    status: 'open',
    lineCount: 3,
    posted: null,
    refused: null,
    next: null,
  });
  expect(before.lines).toMatchObject([
    { sku: 'A', unit: 'item', counted: '8', was: '10', moved: '0', movements: [], status: 'counted' },
    {
      sku: 'B',
      counted: '9',
      was: '10',
      moved: '-1',
      movements: [
        { type: 'LevelAdjusted', change: '-2' },
        { type: 'LevelAdjusted', change: '1' },
      ],
      status: 'counted',
    },
    { sku: 'C', counted: '10', was: '10', moved: '0', status: 'counted' },
  ]);

  const closed = await server.done('CloseCountSheet', { sheetId: 'S-1', warehouse: 'main' });
  expect(closed.events.map(({ type }) => type)).toEqual([
    'CountSheetClosing',
    'LinesRefused',
    'CountSheetClosed',
  ]);
  const after = await shown(`minPosition=${closed.position}`);
  expect(after).toMatchObject({ status: 'closed', posted: 2, refused: 1 });
  expect(after.lines).toMatchObject([
    { sku: 'A', status: 'posted', code: null, moved: '0', movements: [] },
    { sku: 'B', status: 'refused', code: 'MOVED_SINCE_COUNT', moved: '-1' },
    { sku: 'C', status: 'posted', code: null, moved: '0' },
  ]);
  const first = await shown('limit=2');
  expect((await shown(`limit=2&cursor=${first.next}`)).lines).toMatchObject([{ sku: 'C' }]);
  const list = await server.get('/v1/warehouses/main/count-sheets');
  expect(list.body.items).toMatchObject([{ sheetId: 'S-1', status: 'closed' }]);
  const levels = await server.get('/v1/levels?warehouse=main');
  expect(levels.body.items.map((level: { onHand: string }) => level.onHand)).toEqual(['8', '9', '10']);
});

test('a count against a revision that the counter saw is refused with what came and went', async () => {
  const { revision } = await adjust('C', 1);
  await adjust('C', -3);
  await adjust('C', 1);

  const { status, body } = await server.send('CountLevel', {
    sku: 'C',
    warehouse: 'main',
    counted: 5,
    seen: { revision },
  });

  expect([status, body.code, body.reasons]).toMatchObject([
    422,
    'MOVED_SINCE_COUNT',
    [
      {
        onHand: '9',
        moved: '-2',
        movements: [
          { type: 'LevelAdjusted', change: '-3' },
          { type: 'LevelAdjusted', change: '1' },
        ],
      },
    ],
  ]);
  await server.done('CountLevel', {
    sku: 'C',
    warehouse: 'main',
    counted: 10,
    seen: { revision },
    keepCount: true,
  });
});

test('a sheet that is not there, or no longer open, is named', async () => {
  const lines = [{ sku: 'A', counted: 1 }];
  const answers = [
    await server.send('CountLines', { sheetId: 'none', warehouse: 'main', lines }),
    await server.send('CountLines', { sheetId: 'S-1', warehouse: 'main', lines }),
    await server.send('OpenCountSheet', { sheetId: 'S-1', warehouse: 'main' }),
    await server.send('OpenCountSheet', { sheetId: 'S-1', warehouse: 'none' }),
    await server.get('/v1/warehouses/main/count-sheets/none'),
    await server.get('/v1/warehouses/none/count-sheets'),
  ];
  expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
    '422 UNKNOWN_COUNT_SHEET',
    '422 COUNT_SHEET_NOT_OPEN',
    '409 ALREADY_EXISTS',
    '422 UNKNOWN_WAREHOUSE',
    '404 COUNT_SHEET_NOT_FOUND',
    '404 WAREHOUSE_NOT_FOUND',
  ]);
});
