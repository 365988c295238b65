import { expect, test } from '@jest/globals';
import type { Row } from '../database/tables.ts';
import { type Appended, MadeUpShop } from '../testing/made-up-shop.ts';
import { MemoryRows } from '../testing/memory-rows.ts';
import { fact } from '../testing/projected-log.ts';
import { Recorder } from '../testing/record.ts';
import { visitNeeds } from './needs.ts';
import { project } from './project.ts';
import type { ProjectedTable } from './rows.ts';

/** Rows that remember what they were asked for. */
class AskedRows extends MemoryRows {
  asked: string[] = [];

  override get<Table extends ProjectedTable>(
    table: Table,
    ...key: readonly string[]
  ): Row<Table> | undefined {
    this.asked.push([table, ...key].join(' '));
    return super.get(table, ...key);
  }
}

/** What folding the events asks for, and nobody had said. */
function unforeseen(...appends: readonly Appended[]): readonly string[] {
  const rows = new AskedRows();
  return new Recorder().record(appends).flatMap((event) => {
    const named = new Set<string>();
    visitNeeds(event, (table, key) => named.add([table, ...key].join(' ')));
    rows.asked = [];
    project(event, rows);
    return rows.asked.filter((row) => !named.has(row)).map((row) => `${event.type}: ${row}`);
  });
}

const line = (sku: string) => ({ sku, unit: 'item', counted: '9', was: '10', revision: 1 });
const sheet = { sheetId: 's', warehouse: 'main' };

test('the rows that stock, orders and transfers are folded into are all foreseen', () => {
  const shop = new MadeUpShop();

  expect(
    unforeseen(
      shop.register('A'),
      shop.adjust('A', 'main', 10),
      shop.adjust('A', 'main', 2, { effectiveAt: '2025-01-01T00:00:00Z' }),
      ...shop.order('1', 'A', 'main', 2),
      ...shop.cancel('1'),
      ...shop.dispatch('t', 'A', 'main', 'north', 1),
      shop.low('A', true),
      shop.setStatus('A', 'discontinued'),
    ),
  ).toEqual([]);
});

test('so are a count sheet and its lines, however many', () => {
  expect(
    unforeseen(
      fact('warehouse-main', 'CountSheetOpened', sheet),
      fact('warehouse-main', 'LinesCounted', { ...sheet, lines: ['A', 'B', 'C'].map(line) }),
      fact('warehouse-main', 'LinesCounted', { ...sheet, lines: ['B'].map(line) }),
      fact('warehouse-main', 'CountSheetClosing', { ...sheet, decidedAt: '2026-01-01T00:00:00Z' }),
      fact('warehouse-main', 'CountSheetClosed', { ...sheet, posted: 3, refused: 0 }),
    ),
  ).toEqual([]);
});
