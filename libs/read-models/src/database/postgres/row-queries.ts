/** The statements that read and write many rows of a table at once: each column's values are one array. */

import type { Key } from '../row-store.ts';
import { type ColumnKind, describeTable, type TableName } from '../tables.ts';
import { hashedKey } from './unique-key.ts';

/** A statement with its values, prepared under its name. */
export interface NamedQuery {
  readonly name: string;
  readonly text: string;
  readonly values: readonly (readonly unknown[])[];
}

const ARRAYS: Readonly<Record<ColumnKind, string>> = {
  key: 'text[]',
  text: 'text[]',
  json: 'text[]',
  quantity: 'numeric[]',
  count: 'int8[]',
  id: 'int8[]',
  position: 'int8[]',
  flag: 'int2[]',
  bytes: 'bytea[]',
};

/** Those of the rows with these keys that there are. */
export function fetchRows(table: TableName, keys: readonly Key[]): NamedQuery {
  const { key } = describeTable(table);
  const text = `SELECT t.* FROM ${unnest(table, key)} AS k (${key.join(', ')}) JOIN ${table} AS t ON ${sameKey(key)}`;
  return { name: `fetch ${table}`, text, values: keyColumns(key, keys) };
}

/** New rows, or others in the place of those with their keys. */
export function putRows(table: TableName, rows: readonly object[]): NamedQuery {
  const { columns, key } = describeTable(table);
  const names = Object.keys(columns);
  const rest = names.filter((name) => !key.includes(name));
  const replaced = rest.map((name) => `${name} = excluded.${name}`).join(', ');
  const text = `INSERT INTO ${table} (${names.join(', ')}) SELECT * FROM ${unnest(table, names)}
    ON CONFLICT (${hashedKey(table) ?? key.join(', ')}) DO ${rest.length === 0 ? 'NOTHING' : `UPDATE SET ${replaced}`}`;
  const values = names.map((name) => rows.map((row) => (row as Record<string, unknown>)[name] ?? null));
  return { name: `put ${table}`, text, values };
}

export function removeRows(table: TableName, keys: readonly Key[]): NamedQuery {
  const { key } = describeTable(table);
  const text = `DELETE FROM ${table} AS t USING ${unnest(table, key)} AS k (${key.join(', ')}) WHERE ${sameKey(key)}`;
  return { name: `remove ${table}`, text, values: keyColumns(key, keys) };
}

function unnest(table: TableName, names: readonly string[]): string {
  const { columns } = describeTable(table);
  const arrays = names.map((name, index) => {
    const kind = columns[name]?.replace('?', '') as ColumnKind;
    return `$${index + 1}::${ARRAYS[kind]}`;
  });
  return `unnest(${arrays.join(', ')})`;
}

const sameKey = (key: readonly string[]): string => key.map((name) => `t.${name} = k.${name}`).join(' AND ');

const keyColumns = (key: readonly string[], keys: readonly Key[]): unknown[][] =>
  key.map((_, index) => keys.map((values) => values[index]));
