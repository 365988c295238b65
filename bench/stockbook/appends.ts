import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, isStale } from '../../tools/build.js';
import type { Contender } from '../contender.ts';
import { levelAdjusted } from '../peers/sample-event.ts';

/** Appends of one event, each to a new stream; an operation is over when its event is durable. */
export function storeAppends(folder: string): Contender {
  const file = join(folder, 'appends', 'log.sqlite');
  let store: Awaited<ReturnType<typeof openStore>>;
  let count = 0;
  return {
    name: 'Stockbook, SQLite event store',
    async setup() {
      store = await openStore(file);
    },
    async op(index) {
      const { durable } = await store.append(`product-${index}`, [levelAdjusted(index)], 'no-stream');
      await durable;
      count += 1;
    },
    async teardown() {
      await store?.close();
    },
    async notes() {
      return [`a log of ${Math.round(statSync(file).size / count)} bytes an event`];
    },
  };
}

/** The store as the server has it: compiled. */
async function openStore(file: string) {
  if (isStale()) await build();
  const url = pathToFileURL(join(import.meta.dirname, '../../dist/libs/event-store/src/index.js'));
  const { openSqliteEventStore }: typeof import('#event-store') = await import(url.href);
  return openSqliteEventStore({ file, mode: 'writer' });
}
