import { type ColumnKind, describeTable, type TableName } from './tables.ts';

/** Throws where a row is not one of its table. */
export type RowCheck = (row: object) => void;

interface ColumnCheck {
  readonly name: string;
  readonly isNullable: boolean;
  readonly isNumber: boolean;
}

const NUMBERS: ReadonlySet<ColumnKind> = new Set<ColumnKind>(['count', 'id', 'position', 'flag']);

/**
 * Rows are made of what events say, and an event may lack what it should say. Whoever makes the row is to hear of it:
 * a database would refuse it later, together with all that is written beside it.
 */
export function rowCheck(table: TableName): RowCheck {
  const columns: ColumnCheck[] = Object.entries(describeTable(table).columns).map(([name, column]) => ({
    name,
    isNullable: column.endsWith('?'),
    isNumber: NUMBERS.has(column.replace('?', '') as ColumnKind),
  }));
  return (row) => {
    const named = row as Record<string, unknown>;
    for (const { name, isNullable, isNumber } of columns) {
      const value = named[name];
      if (isNumber ? Number.isSafeInteger(value) : typeof value === 'string') continue;
      if (isNullable && value === null) continue;
      throw new TypeError(`${table}.${name} would be ${JSON.stringify(value) ?? typeof value}`);
    }
  };
}
