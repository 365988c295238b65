import { type Kysely, sql } from 'kysely';
import {
  type Column,
  type Database,
  describeTable,
  TABLE_NAMES,
  type TableName,
} from '../database/tables.ts';

/** A row of the read models that is not what a fresh fold of the log gives. */
export interface RowDrift {
  readonly table: TableName;
  /** The values of the key. */
  readonly key: readonly string[];
  /** The columns that differ, with their values, e.g. `quantity 4`; all of them, or `nothing`, where one row is missing. */
  readonly expected: string;
  readonly found: string;
}

/** They say how far the rows are, and what could not be folded. */
const NOT_COMPARED: readonly TableName[] = ['checkpoint', 'parked_streams'];
/** They tell of every event, also of those that could not be folded. */
const OF_THE_LOG: readonly TableName[] = ['command_events', 'event_segments', 'event_parts', 'event_refs'];

const PAGE_SIZE = 1_000;

/**
 * Where the rows of the live read models differ from those that were folded afresh, table by table in the order of keys.
 * What is held of a table is a page.
 *
 * @param isWhole whether every event was folded.
 */
export async function* compareTables(
  live: Kysely<Database>,
  fresh: Kysely<Database>,
  isWhole: boolean,
): AsyncGenerator<RowDrift> {
  for (const table of TABLE_NAMES) {
    if (NOT_COMPARED.includes(table) || (!isWhole && OF_THE_LOG.includes(table))) continue;
    yield* compareTable(table, rowsOf(live, table), rowsOf(fresh, table));
  }
}

/** A row with its values as texts, and its key apart. */
interface ComparedRow {
  readonly key: readonly (string | number)[];
  readonly values: ReadonlyMap<string, string>;
}

async function* compareTable(
  table: TableName,
  live: AsyncGenerator<ComparedRow>,
  fresh: AsyncGenerator<ComparedRow>,
): AsyncGenerator<RowDrift> {
  let [found, expected] = [await next(live), await next(fresh)];
  while (found !== undefined || expected !== undefined) {
    const order = compareKeys(found, expected);
    const drift = driftOf(table, order <= 0 ? found : undefined, order >= 0 ? expected : undefined);
    if (drift !== undefined) yield drift;
    if (order <= 0) found = await next(live);
    if (order >= 0) expected = await next(fresh);
  }
}

const next = async (rows: AsyncGenerator<ComparedRow>): Promise<ComparedRow | undefined> => {
  const { value, done } = await rows.next();
  return done === true ? undefined : value;
};

/** All rows of a table in the order of keys; texts sort by code point. */
async function* rowsOf(db: Kysely<Database>, table: TableName): AsyncGenerator<ComparedRow> {
  const { columns, key } = describeTable(table);
  const keyColumns = sql.join(key.map((name) => sql.ref(name)));
  let after = sql``;
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} ${after} order by ${keyColumns} limit ${sql.lit(PAGE_SIZE)}`.execute(
      db,
    );
    let last: ComparedRow | undefined;
    for (const row of rows) {
      last = {
        key: key.map((name) => (isNumber(columns[name]) ? Number(row[name]) : String(row[name]))),
        values: new Map(Object.entries(columns).map(([name, kind]) => [name, textOf(kind, row[name])])),
      };
      yield last;
    }
    if (last === undefined || rows.length < PAGE_SIZE) return;
    after = sql`where (${keyColumns}) > (${sql.join(last.key)})`;
  }
}

const NUMBERS: readonly (Column | undefined)[] = [
  'count',
  'id',
  'position',
  'flag',
  'count?',
  'id?',
  'position?',
  'flag?',
];
const isNumber = (kind: Column | undefined): boolean => NUMBERS.includes(kind);

/** One text for one value, whichever database it comes from. */
function textOf(kind: Column, value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return String(isNumber(kind) ? Number(value) : value);
}

function compareKeys(a: ComparedRow | undefined, b: ComparedRow | undefined): number {
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  for (const [index, part] of a.key.entries()) {
    const other = b.key[index] ?? '';
    if (part === other) continue;
    if (typeof part === 'number' && typeof other === 'number') return part - other;
    return Buffer.compare(Buffer.from(String(part)), Buffer.from(String(other)));
  }
  return 0;
}

function driftOf(
  table: TableName,
  found: ComparedRow | undefined,
  expected: ComparedRow | undefined,
): RowDrift | undefined {
  const row = found ?? expected;
  if (row === undefined) return undefined;
  const { key } = describeTable(table);
  const differing = [...row.values.keys()].filter(
    (name) => !key.includes(name) && found?.values.get(name) !== expected?.values.get(name),
  );
  if (found !== undefined && expected !== undefined && differing.length === 0) return undefined;
  const told = (one: ComparedRow | undefined) =>
    one === undefined
      ? 'nothing'
      : differing.map((name) => `${name} ${one.values.get(name)}`).join(', ') || 'a row';
  return { table, key: row.key.map(String), expected: told(expected), found: told(found) };
}
