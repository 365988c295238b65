/**
 * Opens a log for writing, writes `open` or the code of the error, and stays. Arguments: file, address.
 */
import { writeSync } from 'node:fs';
import { EventStoreError } from '../../errors.ts';
import { openSqliteEventStore } from '../open.ts';

const [, , file = '', address] = process.argv;
try {
  await openSqliteEventStore({ file, mode: 'writer', ...(address === undefined ? {} : { address }) });
  writeSync(1, 'open\n');
} catch (error) {
  writeSync(1, `${error instanceof EventStoreError ? error.code : String(error)}\n`);
}
// An idle store does not keep its process alive.
setInterval(() => {}, 60_000);
