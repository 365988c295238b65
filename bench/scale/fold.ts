import type { ProductEvent, ProductState } from '#domain';
import { compiled } from '../stockbook/compiled.ts';

export interface FoldResult {
  readonly events: number;
  readonly seconds: number;
  /** Of the whole process: the states of all products are in it. */
  readonly peakBytes: number;
}

/** Reads every event of every product and folds it, as loading a state does, on this one thread. */
export async function foldProducts(file: string, eventsMax: number): Promise<FoldResult> {
  const { productDefinition } = await compiled<typeof import('#domain')>('libs/domain/src/index.js');
  const { openSqliteEventStore } = await compiled<typeof import('#event-store')>(
    'libs/event-store/src/index.js',
  );
  const store = await openSqliteEventStore({ file, mode: 'reader' });
  const states = new Map<string, ProductState | null>();
  let events = 0;
  const startedAt = performance.now();
  for await (const page of store.readLog({ filter: { categories: ['product'] }, limit: eventsMax })) {
    for (const event of page) {
      const state = states.get(event.stream) ?? null;
      states.set(event.stream, productDefinition.evolve(state, event as unknown as ProductEvent));
      events += 1;
    }
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await store.close();
  return { events, seconds, peakBytes: process.resourceUsage().maxRSS * 1024 };
}
