import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openSqliteEventStore, type RecordedEvent } from '#event-store';
import { namesAll, term } from '../event-index/terms.ts';
import { rebuildReadModels } from '../runner/rebuild.ts';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { allPages } from '../testing/pages.ts';
import { TestFolder, TestLog } from '../testing/test-folder.ts';
import type { EventAnswer, EventFilter, Page, PageRequest } from './answers.ts';
import { openReadModels } from './open-read-models.ts';
import type { ReadModels } from './read-models.ts';

/** More events than a part of the index holds, several times. */
const ORDERS = 1_500;
const SKUS = ['A1', 'B2', 'C3', 'D4', 'E5'];
const T0 = Date.UTC(2026, 0, 1);

let folder: TestFolder;
let readModels: ReadModels;
let events: RecordedEvent[];

beforeAll(async () => {
  folder = await TestFolder.make();
  let now = T0;
  const store = await openSqliteEventStore({ file: folder.logFile, mode: 'writer', clock: () => now });
  folder.onEnd(() => store.close());
  const log = new TestLog(store);
  const shop = new MadeUpShop();
  await log.append(
    shop.defineOrganization('default'),
    shop.openWarehouse('main'),
    ...SKUS.map((sku) => shop.register(sku)),
  );
  for (let i = 0; i < ORDERS; i++) {
    if (i % 100 === 0) now += 60_000;
    const sku = SKUS[i % SKUS.length] as string;
    const warehouse = i % 400 === 7 ? 'second' : 'main';
    for (const append of shop.order(`o${i}`, sku, warehouse, 1)) await log.append(append);
  }
  events = [];
  for await (const page of store.readLog()) events.push(...page);
  await rebuildReadModels(folder.places);
  readModels = openReadModels({ address: folder.readModels, store });
  folder.onEnd(() => readModels.close());
}, 60_000);

afterAll(() => folder.remove());

async function allOf(
  list: (page: PageRequest) => Promise<Page<EventAnswer>>,
  limit: number,
): Promise<string[]> {
  return (await allPages(list, limit)).map(({ position }) => position);
}

/** The answer by looking at every event. */
function byLooking({ stream, from, to, direction, ...named }: EventFilter): string[] {
  const terms = Object.entries(named).map(([kind, key]) => term(kind as never, key as string));
  const found = events.filter(
    (event) =>
      (stream === undefined || event.stream === stream) &&
      (from === undefined || event.recordedAt >= Date.parse(from)) &&
      (to === undefined || event.recordedAt <= Date.parse(to)) &&
      namesAll(event, terms),
  );
  const positions = found.map(({ position }) => position.toString());
  return direction === 'backward' ? positions.reverse() : positions;
}

const at = (minutes: number) => new Date(T0 + minutes * 60_000).toISOString();

describe('the log', () => {
  test('answers any filter as looking at every event does', async () => {
    const filters = fc.record(
      {
        stream: fc.constantFrom(
          'product-A1',
          'order-o7',
          'warehouse-main',
          'organization-default',
          'nowhere',
        ),
        category: fc.constantFrom('product', 'order', 'warehouse', 'nowhere'),
        type: fc.constantFrom('StockAllocated', 'OrderAccepted', 'ProductRegistered', 'Nothing'),
        sku: fc.constantFrom(...SKUS, 'Z9'),
        warehouse: fc.constantFrom('main', 'second', 'third'),
        order: fc.constantFrom('o0', 'o7', 'o1499', 'o9999'),
        actor: fc.constantFrom('clerk-0', 'clerk-1', 'nobody'),
        from: fc.integer({ min: -1, max: 17 }).map(at),
        to: fc.integer({ min: -1, max: 17 }).map(at),
        direction: fc.constantFrom('forward' as const, 'backward' as const),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(97, 1000), async (filter, limit) => {
        const found = await allOf((page) => readModels.events({ ...filter, ...page }), limit);
        expect(found).toEqual(byLooking(filter));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test('is told event by event as it stands there', async () => {
    const { items } = await readModels.events({ order: 'o3', limit: 1 });
    const event = events.find(({ stream }) => stream === 'order-o3') as RecordedEvent;

    expect(items).toEqual([
      {
        id: event.id,
        type: 'OrderSubmitted',
        stream: 'order-o3',
        revision: 0,
        position: event.position.toString(),
        recordedAt: new Date(event.recordedAt).toISOString(),
        effectiveAt: new Date(event.recordedAt).toISOString(),
        commandId: event.metadata.commandId,
        correlationId: event.metadata.commandId,
        causationId: null,
        actor: event.metadata.actor,
        contentHash: event.contentHash,
        hash: event.hash,
        data: event.data,
      },
    ]);
  });

  test('of a warehouse is all that touches it', async () => {
    const found = await allOf((page) => readModels.warehouseEvents('second', page), 2);

    expect(found).toEqual(byLooking({ warehouse: 'second' }));
    expect(found).toHaveLength(4);
  });

  test('of one stream is told from a revision on', async () => {
    const found = await allOf((page) => readModels.stream('product-A1', { fromRevision: 200, ...page }), 30);

    expect(found).toEqual(byLooking({ stream: 'product-A1' }).slice(200));
  });
});
