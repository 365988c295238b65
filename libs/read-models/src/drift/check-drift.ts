import { keyOfStream, type ProductEvent, type ProductState, productDefinition, productStream } from '#domain';
import type { EventStore } from '#event-store';
import type { ReadModelsAddress } from '../database/address.ts';
import type { LiveDatabase, Snapshot } from '../queries/live-database.ts';
import { liveDatabase } from '../queries/open-live-database.ts';
import { HistoryCheck } from './compare-history.ts';
import { compareProduct, type Drift, type ProductRows } from './compare-product.ts';
import { compareTables, type RowDrift } from './compare-tables.ts';
import { foldAnew } from './fold-anew.ts';

export interface DriftCheckOptions {
  readonly store: Pick<EventStore, 'capabilities' | 'readLog' | 'readStream'>;
  readonly readModels: ReadModelsAddress;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DriftProgress) => void;
}

/** The products are compared first; then the log is folded, up to `end`, to be compared table by table. */
export interface DriftProgress {
  readonly products: number;
  readonly position?: bigint;
  readonly end?: bigint;
}

export interface DriftReport {
  /** Products that were compared with the log. */
  readonly products: number;
  /** Where products, levels and their history are not what the domain's own fold of their streams says. */
  readonly drifts: readonly Drift[];
  /** Rows of any table that are not what the projections make of the log. */
  readonly rows: readonly RowDrift[];
  /** Whether there were more drifts, or rows, than the report holds. */
  readonly isCut: boolean;
  /** Streams that are parked: their products are behind the log, and known to be. */
  readonly parked: readonly string[];
}

const PRODUCTS_AT_ONCE = 200;
const DRIFTS_MAX = 1_000;

/**
 * Compares the read models with the log, up to where they stand, in two ways. Products, levels and their history are
 * compared with the domain's own fold of each product's stream, which shares no code with the projections: products are
 * found in the log, so a missing one is noticed, and in the rows, so is one too many. Then every table is compared with
 * a fresh fold of the whole log, row by row.
 */
export async function checkDrift(options: DriftCheckOptions): Promise<DriftReport> {
  const { store, readModels, signal, onProgress } = options;
  const live = liveDatabase(readModels);
  const drifts: Drift[] = [];
  let products = 0;
  const check = async (skus: readonly string[]) => {
    signal?.throwIfAborted();
    const found = await live.snapshot((snapshot) => driftsOf(snapshot, store, skus));
    products += skus.length;
    drifts.push(...found);
    onProgress?.({ products });
  };
  try {
    const parked = await live.snapshot(parkedStreams);
    for await (const skus of registered(live, store)) {
      await check(skus.filter((sku) => !parked.includes(productStream(sku))));
    }
    drifts.push(...(await live.snapshot((snapshot) => unregistered(snapshot, store))));
    const rows = await live.snapshot((snapshot) => rowsThatDrift(snapshot, products, options));
    return {
      products,
      drifts: drifts.slice(0, DRIFTS_MAX),
      rows: rows.slice(0, DRIFTS_MAX),
      isCut: drifts.length > DRIFTS_MAX || rows.length > DRIFTS_MAX,
      parked,
    };
  } finally {
    await live.close();
  }
}

/** One more than the report holds at most. */
async function rowsThatDrift(
  { db, position: end }: Snapshot,
  products: number,
  { store, signal, onProgress }: DriftCheckOptions,
): Promise<readonly RowDrift[]> {
  const parked = await db.selectFrom('parked_streams').select(['stream', 'revision']).execute();
  const without = new Map(parked.map(({ stream, revision }) => [stream, revision]));
  const report = (position: bigint) => onProgress?.({ products, position, end });
  const fresh = await foldAnew({ store, end, without, signal, onProgress: report });
  try {
    const rows: RowDrift[] = [];
    for await (const drift of compareTables(db, fresh.db, without.size === 0)) {
      signal?.throwIfAborted();
      if (rows.push(drift) > DRIFTS_MAX) break;
    }
    return rows;
  } finally {
    await fresh.close();
  }
}

/** Skus that the log has registered, as far as the read models stand. */
async function* registered(live: LiveDatabase, store: DriftCheckOptions['store']): AsyncGenerator<string[]> {
  const end = await live.snapshot(async ({ position }) => position);
  let skus: string[] = [];
  for await (const events of store.readLog({ filter: { types: ['ProductRegistered'] } })) {
    for (const { stream, position } of events) {
      if (position <= end) skus.push(keyOfStream(stream));
      if (skus.length < PRODUCTS_AT_ONCE) continue;
      yield skus;
      skus = [];
    }
  }
  yield skus;
}

async function driftsOf(
  snapshot: Snapshot,
  store: DriftCheckOptions['store'],
  skus: readonly string[],
): Promise<Drift[]> {
  const drifts: Drift[] = [];
  for (const sku of skus) {
    const history = new HistoryCheck(snapshot, sku);
    const state = await foldProduct(store, sku, snapshot.position, history);
    drifts.push(...compareProduct(sku, state, await rowsOf(snapshot, sku)), ...(await history.end()));
  }
  return drifts;
}

async function foldProduct(
  store: DriftCheckOptions['store'],
  sku: string,
  end: bigint,
  history: HistoryCheck,
): Promise<ProductState | null> {
  let state = productDefinition.initial();
  for await (const events of store.readStream(productStream(sku))) {
    for (const event of events) {
      if (event.position > end) return state;
      state = productDefinition.evolve(state, event as unknown as ProductEvent);
      if (state !== null) await history.add(event, state);
    }
  }
  return state;
}

async function rowsOf({ db }: Snapshot, sku: string): Promise<ProductRows> {
  return {
    product: await db.selectFrom('products').selectAll().where('sku', '=', sku).executeTakeFirst(),
    units: await db.selectFrom('product_units').selectAll().where('sku', '=', sku).execute(),
    levels: await db.selectFrom('levels').selectAll().where('sku', '=', sku).execute(),
    transits: await db.selectFrom('transits').selectAll().where('sku', '=', sku).execute(),
  };
}

async function parkedStreams({ db }: Snapshot): Promise<string[]> {
  return (await db.selectFrom('parked_streams').select('stream').execute()).map(({ stream }) => stream);
}

/** Rows of products that the log does not know. */
async function unregistered({ db }: Snapshot, store: DriftCheckOptions['store']): Promise<Drift[]> {
  const drifts: Drift[] = [];
  let after = '';
  for (;;) {
    const rows = await db
      .selectFrom('products')
      .select('sku')
      .where('sku', '>', after)
      .orderBy('sku')
      .limit(PRODUCTS_AT_ONCE)
      .execute();
    for (const { sku } of rows) {
      if (!(await isThere(store, sku)))
        drifts.push({ sku, what: 'product', expected: 'nothing', found: sku });
    }
    const last = rows.at(-1);
    if (last === undefined) return drifts;
    after = last.sku;
  }
}

async function isThere(store: DriftCheckOptions['store'], sku: string): Promise<boolean> {
  for await (const events of store.readStream(productStream(sku), { limit: 1 })) return events.length > 0;
  return false;
}
