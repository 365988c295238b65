import { beforeEach, describe, expect, it } from '@jest/globals';
import type { WarehouseEvent } from '../scopes/events.ts';
import { evolveScopes, isScopeEvent } from '../scopes/evolve-scopes.ts';
import type { LineCount } from '../shared/commands.ts';
import { formatQuantity, quantityOf } from '../shared/quantity.ts';
import { dataOf, managedShop, type Shop } from '../testing/shop.ts';
import { closeCountSheet, levelCountsOf, postCount, refusalEvents, refusedLine } from './close.ts';
import { countLines, SHEET_LINES_MAX } from './count-lines.ts';
import { countSheetsDefinition } from './definition.ts';
import type { CountSheetEvent } from './events.ts';
import { openCountSheet } from './open.ts';
import type { CountSheet, WarehouseSheets } from './state.ts';

const PIECES = {
  units: [
    { code: 'piece', precision: 0 },
    { code: 'box', precision: 0, conversionRate: quantityOf('12') },
  ],
  stockUnit: 'piece',
};

let shop: Shop;
let sheets: WarehouseSheets | null;

beforeEach(() => {
  shop = managedShop();
  for (const sku of ['A1', 'B1']) shop.register(sku);
  shop.adjust('A1', '10');
  sheets = null;
  note({ events: [{ type: 'WarehouseOpened', data: { code: 'main', name: 'Main' } }] });
});

function note(decision: { readonly events: readonly (CountSheetEvent | WarehouseEvent)[] }): void {
  for (const event of decision.events) {
    sheets = countSheetsDefinition.evolve(sheets, JSON.parse(JSON.stringify(event)));
  }
}

const open = (sheetId = 'S', warehouse = 'main') =>
  openCountSheet(sheets, { type: 'OpenCountSheet', sheetId, warehouse });

const line = (sku: string, counted: string, more: Omit<Partial<LineCount>, 'counted'> = {}): LineCount => ({
  sku,
  ...more,
  counted: quantityOf(counted),
});

const count = (...lines: LineCount[]) =>
  countLines(
    sheets,
    { type: 'CountLines', sheetId: 'S', warehouse: 'main', lines },
    lines.map(({ sku }) => shop.product(sku)),
  );

function accepted<Event>(decision: { readonly kind: string; readonly events?: readonly Event[] }) {
  if (decision.events === undefined) throw new Error(JSON.stringify(decision));
  return { events: decision.events };
}

function sheet(): CountSheet {
  const found = sheets?.sheets.get('S');
  if (found === undefined) throw new Error('not opened');
  return found;
}

const reasonsOf = (decision: { readonly kind: string; readonly reasons?: readonly object[] }) =>
  (decision.reasons ?? []).map((reason) => {
    const { code, path } = reason as { code: string; path: string };
    return `${code} ${path}`;
  });

/** Posts every level, and answers what was refused. */
const post = () =>
  levelCountsOf(sheet()).map((each) => {
    const decision = postCount(shop.known(each.sku), sheet(), each, shop.context);
    if (decision.kind === 'refused') return refusedLine(each, decision.reasons);
    return shop.record(each.sku, decision.events);
  });

describe('a count sheet', () => {
  it('keeps what was counted with what the ledger had', () => {
    note(accepted(open()));
    const counted = count(line('A1', '8'), line('B1', '0', { seen: { quantity: quantityOf('3') } }));
    expect(counted).toEqual({
      kind: 'accepted',
      events: [
        {
          type: 'LinesCounted',
          data: {
            sheetId: 'S',
            warehouse: 'main',
            lines: [
              { sku: 'A1', unit: 'item', counted: '8', was: '10', revision: shop.known('A1').revision },
              {
                sku: 'B1',
                unit: 'item',
                counted: '0',
                was: '0',
                revision: shop.known('B1').revision,
                seen: { quantity: '3' },
              },
            ],
          },
        },
      ],
    });
  });

  it('sets levels to what was counted as it is closed: HE05, what was not counted stays', () => {
    shop.adjust('B1', '5');
    note(accepted(open()));
    note(accepted(count(line('A1', '8'))));

    const [events] = post();

    expect(dataOf(events as never, 'LevelCounted')).toMatchObject([
      { counted: '8', difference: '-2', sheetId: 'S', before: { onHand: '10' }, after: { onHand: '8' } },
    ]);
    expect([shop.levels('A1'), shop.levels('B1')]).toEqual([{ main: '8/0' }, { main: '5/0' }]);
  });

  it('OD06: refuses what moved since, with what moved, and sets it where counts are kept', () => {
    note(accepted(open()));
    note(accepted(count(line('A1', '5'))));
    shop.adjust('A1', '-3');

    expect(post()).toEqual([
      {
        sku: 'A1',
        unit: 'item',
        code: 'MOVED_SINCE_COUNT',
        onHand: '7',
        moved: '-3',
        movedAtRevision: shop.known('A1').revision,
      },
    ]);
    const closing = closeCountSheet(
      sheets,
      { type: 'CloseCountSheet', sheetId: 'S', warehouse: 'main', keepCount: true },
      shop.context,
    );
    note(accepted(closing));
    post();
    expect(shop.levels('A1')).toEqual({ main: '5/0' });
    expect(dataOf(shop.eventsOf('A1'), 'LevelCounted').at(-1)).toMatchObject({ keptCount: true });
  });

  it('adds up what was counted of one level in several units, and takes the last count of each', () => {
    shop.register('P', PIECES);
    shop.adjust('P', '30');
    note(accepted(open()));
    note(accepted(count(line('P', '1', { unit: 'box' }), line('P', '5'))));
    note(accepted(count(line('P', '2', { unit: 'box' }))));

    const [level] = levelCountsOf(sheet());

    expect(level && [level.unit, formatQuantity(level.counted)]).toEqual(['piece', '29']);
    post();
    expect(shop.levels('P', 'piece')).toEqual({ main: '29/0' });
  });

  it.each<[string, readonly LineCount[], readonly string[]]>([
    ['an unknown product', [line('none', '1')], ['UNKNOWN_PRODUCT lines[0].sku']],
    ['an unknown unit', [line('A1', '1', { unit: 'box' })], ['UNKNOWN_UNIT lines[0].unit']],
    ['half a piece', [line('A1', '0.5')], ['PRECISION_EXCEEDED lines[0].counted']],
    ['less than nothing', [line('A1', '-1')], ['VALIDATION_FAILED lines[0].counted']],
    ['one twice', [line('A1', '1'), line('A1', '2')], ['VALIDATION_FAILED lines[1]']],
    [
      'a revision to come',
      [line('A1', '1', { seen: { revision: 99 } })],
      ['VALIDATION_FAILED lines[0].seen.revision'],
    ],
  ])('takes no line of %s, and then none at all', (_, lines, expected) => {
    note(accepted(open()));
    expect(reasonsOf(count(line('B1', '1'), ...lines))).toEqual(
      expected.map((text) => text.replace(/lines\[(\d)\]/, (_all, at) => `lines[${Number(at) + 1}]`)),
    );
  });

  it('is opened once, worked at while it is open, and has a limit', () => {
    expect(reasonsOf(count(line('A1', '1')))).toEqual(['UNKNOWN_COUNT_SHEET sheetId']);
    note(accepted(open()));
    expect(reasonsOf(open())).toEqual(['ALREADY_EXISTS sheetId']);
    note({
      events: [
        { type: 'CountSheetClosed', data: { sheetId: 'S', warehouse: 'main', posted: 0, refused: 0 } },
      ],
    });
    expect(reasonsOf(count(line('A1', '1')))).toEqual(['COUNT_SHEET_NOT_OPEN sheetId']);
    expect(reasonsOf(open())).toEqual(['ALREADY_EXISTS sheetId']);
    note(accepted(open('T')));
    for (let at = 0; at < SHEET_LINES_MAX; at++) sheets?.sheets.get('T')?.lines.set(`${at}`, {} as never);
    const more = countLines(
      sheets,
      { type: 'CountLines', sheetId: 'T', warehouse: 'main', lines: [line('A1', '1')] },
      [shop.product('A1')],
    );
    expect(reasonsOf(more)).toEqual(['VALIDATION_FAILED lines']);
  });

  it('is of a warehouse that is open', () => {
    sheets = null;
    expect(reasonsOf(open())).toEqual(['UNKNOWN_WAREHOUSE warehouse']);
    note({ events: [{ type: 'WarehouseOpened', data: { code: 'main', name: 'Main' } }] });
    note({ events: [{ type: 'WarehouseClosed', data: { code: 'main' } }] });
    expect(reasonsOf(open())).toEqual(['WAREHOUSE_CLOSED warehouse']);
  });

  it('of very many lines is kept in events that an append can hold', () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => ({
      sku: `${'x'.repeat(100)}${at}`,
      unit: 'item',
      code: 'MOVED_SINCE_COUNT' as const,
      onHand: '1',
    }));
    const events = refusalEvents({ sheetId: 'S', warehouse: 'main' }, lines);
    expect(events.length).toBeGreaterThan(1);
    for (const event of events) expect(JSON.stringify(event).length).toBeLessThan(260_000);
    const kept = events.map((event) => (event.type === 'LinesRefused' ? event.data.lines.length : 0));
    expect(kept.reduce((sum, each) => sum + each, 0)).toBe(5_000);
  });

  it('is nothing to the scopes: their version does not count its events', () => {
    const { version } = shop.scopes;
    const stream = 'warehouse-main';
    const opened = accepted(open()).events[0] as { type: string; data: object };
    evolveScopes(shop.scopes, { stream, ...opened });
    expect(shop.scopes.version).toBe(version);
    expect(isScopeEvent({ stream, type: opened.type })).toBe(false);
    expect(isScopeEvent({ stream, type: 'WarehouseClosing' })).toBe(true);
  });
});
