/**
 * Follows a log as a second process and writes `<position> <id>` for each event. Arguments: file, count of events to
 * end after.
 */
import { openSqliteEventStore } from '../open.ts';

const [, , file = '', count = '0'] = process.argv;
const store = await openSqliteEventStore({ file, mode: 'reader' });
let left = Number(count);
for await (const { events } of store.subscribe()) {
  for (const { position, id } of events) process.stdout.write(`${position} ${id}\n`);
  left -= events.length;
  if (left <= 0) break;
}
await store.close();
