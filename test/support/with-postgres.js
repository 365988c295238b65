import buildDist from './build-dist.js';
import { providePostgres } from './postgres-for-tests.ts';
import { running } from './running-postgres.js';

/** Before the first test that may want it: the programs of this checkout, and one PostgreSQL for the whole run. */
export default async function withPostgres() {
  await buildDist();
  running.end ??= await providePostgres();
}
