import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import { hashedKey } from './postgres/unique-key.ts';
import { type ColumnKind, type Database, describeTable, TABLE_NAMES, type TableName } from './tables.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

const COLUMN_TYPES: Readonly<Record<DatabaseKind, Readonly<Record<ColumnKind, string>>>> = {
  sqlite: {
    key: 'text',
    text: 'text',
    json: 'text',
    quantity: 'text',
    count: 'integer',
    id: 'integer',
    position: 'integer',
    flag: 'integer',
    bytes: 'blob',
  },
  postgres: {
    // Keys sort by code point everywhere, whatever the server's locale.
    key: 'text collate "C"',
    text: 'text collate "C"',
    json: 'text',
    quantity: 'numeric',
    count: 'bigint',
    id: 'bigint',
    position: 'bigint',
    flag: 'smallint',
    bytes: 'bytea',
  },
};

export interface TablesOptions {
  /** Tables of history have neither key nor index: their rows stand in the order they came. Default: no. */
  readonly historyAsItComes?: boolean;
}

/** Makes every table and index in an empty database (PostgreSQL: schema). */
export async function createTables(
  db: Kysely<Database>,
  kind: DatabaseKind,
  { historyAsItComes = false }: TablesOptions = {},
): Promise<void> {
  for (const table of TABLE_NAMES) {
    if (historyAsItComes && describeTable(table).history) await addTable(db, kind, table).execute();
    else await createTable(db, kind, table);
  }
}

function addTable(db: Kysely<Database>, kind: DatabaseKind, name: TableName) {
  let table = db.schema.createTable(name) as CreateTableBuilder<string, string>;
  for (const [column, described] of Object.entries(describeTable(name).columns)) {
    const isNullable = described.endsWith('?');
    const type = typeOf(kind, described.replace('?', '') as ColumnKind);
    table = table.addColumn(column, type, (definition) => (isNullable ? definition : definition.notNull()));
  }
  return table;
}

async function createTable(db: Kysely<Database>, kind: DatabaseKind, name: TableName): Promise<void> {
  const { columns, key, wide, indexes = {} } = describeTable(name);
  let table = addTable(db, kind, name);
  const hashed = kind === 'postgres' ? hashedKey(name) : undefined;
  if (hashed === undefined) table = table.addPrimaryKeyConstraint(`${name}_key`, key as string[]);
  if (kind === 'sqlite') {
    // SQLite's own row number is the fastest key, where the key is a number.
    const isRowNumber = key.length === 1 && columns[key[0] ?? ''] === 'id';
    table = table.modifyEnd(wide || isRowNumber ? sql`strict` : sql`strict, without rowid`);
  }
  await table.execute();
  if (hashed !== undefined) {
    const unique = db.schema.createIndex(`${name}_key`).unique().on(name);
    await unique.expression(sql.raw(hashed)).execute();
  }

  for (const [index, { columns: indexed, where }] of Object.entries(indexes)) {
    let creation = db.schema
      .createIndex(index)
      .on(name)
      .columns(indexed as string[]);
    if (where !== undefined) creation = creation.where(sql.raw<boolean>(where));
    await creation.execute();
  }
}

const typeOf = (kind: DatabaseKind, column: ColumnKind): RawBuilder<unknown> =>
  sql.raw(COLUMN_TYPES[kind][column]);
