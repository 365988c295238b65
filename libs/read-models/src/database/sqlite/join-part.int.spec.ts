import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Row } from '../tables.ts';
import { joinPart } from './join-part.ts';
import { createToBuild } from './open-generation.ts';
import { SqliteRowStore } from './sqlite-row-store.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stockbook-join-part-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const was = (sku: string, position: number): Row<'unit_history'> => ({ sku, unit: 'item', position, low: 0 });

/** In the order they came: of ten events on three products. */
const HISTORY = Array.from({ length: 10 }, (_, position) => was(`SKU-${(position * 7) % 3}`, position));

test.each([1, 3, 10, 500])('what was is all there, sorted by %d rows at once', async (sortedMax) => {
  const tables = { historyAsItComes: true };
  const file = join(folder, 'part');
  const part = await createToBuild({ file }, tables);
  const rows = new SqliteRowStore(part, () => true, tables);
  await rows.put('unit_history', HISTORY);
  await rows.put('product_units', [{ sku: 'SKU-1', unit: 'item', low: 1 }]);
  await rows.put('checkpoint', [
    { id: 1, position: 9, log_hash: 'of the part', event_count: 10, recorded_max: 0, scopes_version: 0 },
  ]);
  await rows.close();

  const whole = await createToBuild({ file: join(folder, 'whole') });
  await new SqliteRowStore(whole).put('product_units', [{ sku: 'SKU-0', unit: 'item', low: 0 }]);
  joinPart(whole, file, sortedMax);

  const all = (sql: string) => whole.connection.prepare(sql).all();
  const sorted = HISTORY.toSorted((a, b) =>
    a.sku < b.sku ? -1 : a.sku > b.sku ? 1 : a.position - b.position,
  );
  expect(all('SELECT * FROM unit_history ORDER BY sku, unit, position')).toEqual(sorted);
  expect(all('SELECT sku, low FROM product_units ORDER BY sku')).toEqual([
    { sku: 'SKU-0', low: 0 },
    { sku: 'SKU-1', low: 1 },
  ]);
  expect(all('SELECT * FROM checkpoint')).toEqual([]);
  whole.close();
});
