import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender } from '../contender.ts';
import { levelAdjusted } from '../peers/sample-event.ts';
import { compiled } from './compiled.ts';

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

async function openStore(file: string) {
  const { openSqliteEventStore } = await compiled<typeof import('#event-store')>(
    'libs/event-store/src/index.js',
  );
  return openSqliteEventStore({ file, mode: 'writer' });
}
