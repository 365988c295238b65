import { running } from './running-postgres.js';

/** After the last test. */
export default async function endPostgres() {
  await running.end?.();
  running.end = undefined;
}
