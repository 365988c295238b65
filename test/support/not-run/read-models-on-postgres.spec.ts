/** Stands for the suites of the read models on PostgreSQL where there is no server: each is named. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { POSTGRES } from '../postgres-for-tests.ts';
import { notRun } from '../requirement.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const reason = (await POSTGRES.missing()) ?? 'it was not there when the run began';

for (const suite of globSync('libs/read-models/**/*.int.spec.ts', { cwd: root }).sort()) {
  if (!suite.includes('/sqlite/')) notRun(`${suite} on PostgreSQL`, reason);
}
