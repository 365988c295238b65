/**
 * Opens a log for writing, writes `open` or the code of the error, and stays. Arguments: file, address.
 */
import { EventStoreError } from '../../errors.ts';
import { openSqliteEventStore } from '../open.ts';

const [, , file = '', address] = process.argv;
try {
  await openSqliteEventStore({ file, mode: 'writer', ...(address === undefined ? {} : { address }) });
  process.stdout.write('open\n');
} catch (error) {
  process.stdout.write(`${error instanceof EventStoreError ? error.code : String(error)}\n`);
}
// An idle store does not keep its process alive.
setInterval(() => {}, 60_000);
