import { describeTable, type TableName } from '../tables.ts';

/** Columns of texts that an index holds as they are: a row of an index has 2,700 bytes at most, and a key 800. */
const TEXTS_MAX = 3;
/** Of a longer key: those by which rows are looked for stay as they are. */
const TEXTS_KEPT = 2;

/**
 * What is unique about a table's rows, as an index has it: the columns of its key; where that has too many texts the
 * last of them as a hash, or undefined where no hash is needed. No key holds a line feed.
 */
export function hashedKey(table: TableName): string | undefined {
  const { columns, key } = describeTable(table);
  const texts = key.filter((column) => columns[column] === 'key');
  if (texts.length <= TEXTS_MAX) return undefined;
  const hashed = texts.slice(TEXTS_KEPT);
  const others = key.filter((column) => !hashed.includes(column));
  return [...others, `md5(${hashed.join(" || E'\\n' || ")})`].join(', ');
}
