import { type RawBuilder, sql } from 'kysely';
import type { Moment } from './as-of.ts';

/**
 * The position of a history's row that held at a moment: its latest up to then.
 *
 * @param keys columns of another table in the query, `l.sku` say, that the history's of the same name agree with.
 */
export const latestIn = (
  history: 'level_history' | 'unit_history' | 'product_history',
  keys: readonly string[],
  { position }: Pick<Moment, 'position'>,
): RawBuilder<Moment['position']> =>
  sql`(
    select max(x.position) from ${sql.table(history)} as x
    where ${sql.join(keys.map(agrees), sql` and `)} and x.position <= ${position}
  )`;

const agrees = (key: string) => sql`${sql.ref(`x.${key.split('.')[1]}`)} = ${sql.ref(key)}`;
