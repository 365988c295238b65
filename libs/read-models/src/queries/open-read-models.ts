import type { OptionName, ScopeRef, WarehouseContent } from '#domain';
import type { EventStore, RecordedEvent } from '#event-store';
import type { ReadModelsAddress } from '../database/address.ts';
import type {
  EventAnswer,
  EventFilter,
  Found,
  LevelFilter,
  Page,
  PageRequest,
  ParkedStream,
  ProductFilter,
  StockSummary,
  TransferFilter,
} from './answers.ts';
import { type CommandPlaces, placesOfCommand } from './commands.ts';
import { findSheet, sheetLinesAfter, sheetsAfter } from './count-sheets.ts';
import { Cursors, type Place, questionOf } from './cursors.ts';
import { PositionNotReachedError } from './errors.ts';
import { eventAnswer } from './event-answer.ts';
import { searchEvents } from './events.ts';
import { findHold, openHolds } from './holds.ts';
import { levelsAfter } from './levels.ts';
import { type LiveDatabase, liveDatabase, type Snapshot } from './live-database.ts';
import { findOrder } from './orders.ts';
import { type Bounds, boundsOf, type Loose, pageOf } from './paging.ts';
import { productAnswers, productsAfter } from './products.ts';
import { skusReached } from './products-reached.ts';
import type { ReadModels } from './read-models.ts';
import { categoryAnswers, organizationAnswers, warehouseAnswers, websiteAnswers } from './scope-lists.ts';
import { ScopesCache } from './scopes-of.ts';
import { openStreams, parkedStreams, stockSummary, warehouseContents } from './standing.ts';
import { findTransfer, transfersAfter } from './transfers.ts';

export interface ReadModelsOptions {
  /** Where the projector keeps the read models. It may make them later. */
  readonly address: ReadModelsAddress;
  /** Where the events themselves are. */
  readonly store: Pick<EventStore, 'readLog' | 'readStream'>;
  /** Waits until a position shows; absent: what has to wait fails unless it shows already. */
  readonly waitFor?: (position: bigint, timeoutMs: number) => Promise<boolean>;
  /** Milliseconds since 1970 UTC; for labels that end at a date. Default: the system's clock. */
  readonly clock?: () => number;
}

/** How long a port waits for a position, in milliseconds. */
const PORT_WAIT_MS = 10_000;
/** Skus that a port fetches at once. */
const SKUS_AT_ONCE = 1_000;

/** Opens the query side. Nothing is read before the first query. */
export function openReadModels(options: ReadModelsOptions): ReadModels {
  return new LiveReadModels(options);
}

class LiveReadModels implements ReadModels {
  readonly #options: ReadModelsOptions;
  readonly #live: LiveDatabase;
  readonly #cursors: Cursors;
  readonly #scopes = new ScopesCache();

  constructor(options: ReadModelsOptions) {
    this.#options = options;
    this.#live = liveDatabase(options.address);
    this.#cursors = new Cursors(() => this.#live.cursorKey());
  }

  products({ limit, cursor, ...filter }: ProductFilter & PageRequest = {}) {
    const read = async (snapshot: Snapshot, bounds: Bounds) =>
      productsAfter(snapshot, filter, bounds, await this.#scopes.scopesOf(snapshot), this.#now());
    return this.#page('products', filter, { limit, cursor }, read, ({ sku }) => [sku]);
  }

  product(sku: string) {
    return this.#find(async (snapshot) => {
      const { db } = snapshot;
      const rows = await db.selectFrom('products').selectAll().where('sku', '=', sku).execute();
      const [item] = await productAnswers(snapshot, rows, await this.#scopes.scopesOf(snapshot), this.#now());
      return item;
    });
  }

  levels({ limit, cursor, ...filter }: LevelFilter & PageRequest = {}) {
    const read = async (snapshot: Snapshot, bounds: Bounds) =>
      levelsAfter(snapshot, filter, bounds, await this.#scopes.scopesOf(snapshot));
    const page = { limit, cursor };
    return this.#page('levels', filter, page, read, ({ sku, warehouse, unit }) => [sku, warehouse, unit]);
  }

  order(orderId: string) {
    return this.#find((snapshot) => findOrder(snapshot, orderId));
  }

  countSheet(warehouse: string, sheetId: string) {
    return this.#find((snapshot) => findSheet(snapshot, warehouse, sheetId));
  }

  countSheets(warehouse: string, page: PageRequest = {}) {
    const read = (snapshot: Snapshot, bounds: Bounds) => sheetsAfter(snapshot, warehouse, bounds);
    return this.#page('count-sheets', { warehouse }, page, read, ({ sheetId }) => [sheetId]);
  }

  countSheetLines(warehouse: string, sheetId: string, page: PageRequest = {}) {
    const read = (snapshot: Snapshot, bounds: Bounds) =>
      sheetLinesAfter(snapshot, this.#options.store, warehouse, sheetId, bounds);
    const question = { warehouse, sheetId };
    return this.#page('count-sheet-lines', question, page, read, ({ sku, unit }) => [sku, unit]);
  }

  transfer(transferId: string) {
    return this.#find((snapshot) => findTransfer(snapshot, transferId));
  }

  transfers({ limit, cursor, ...filter }: TransferFilter & PageRequest = {}) {
    const read = (snapshot: Snapshot, bounds: Bounds) => transfersAfter(snapshot, filter, bounds);
    return this.#page('transfers', filter, { limit, cursor }, read, ({ transferId }) => [transferId]);
  }

  hold(holdId: string) {
    return this.#find((snapshot) => findHold(snapshot, holdId));
  }

  warehouses(page: PageRequest = {}) {
    return this.#scopePage('warehouses', page, warehouseAnswers);
  }

  websites(page: PageRequest = {}) {
    return this.#scopePage('websites', page, websiteAnswers);
  }

  categories(page: PageRequest = {}) {
    return this.#scopePage('categories', page, categoryAnswers);
  }

  organizations(page: PageRequest = {}) {
    return this.#scopePage('organizations', page, organizationAnswers);
  }

  events({ limit, cursor, ...filter }: EventFilter & PageRequest = {}) {
    return this.#eventPage('events', filter, filter, { limit, cursor });
  }

  warehouseEvents(code: string, { direction, ...page }: Pick<EventFilter, 'direction'> & PageRequest = {}) {
    const filter = { warehouse: code, ...(direction !== undefined && { direction }) };
    return this.#eventPage('warehouse-events', { code, direction }, filter, page);
  }

  stream(stream: string, { fromRevision, ...page }: { fromRevision?: number } & PageRequest = {}) {
    const read = async (_: Snapshot, { limit, after }: Bounds) => {
      const from = after === undefined ? (fromRevision ?? 0) : Number(after[0]) + 1;
      const items: RecordedEvent[] = [];
      for await (const events of this.#options.store.readStream(stream, { from, limit: limit + 1 })) {
        items.push(...events);
      }
      return items.map(eventAnswer);
    };
    return this.#page('stream', { stream, fromRevision }, page, read, ({ revision }) => [revision]);
  }

  position(): Promise<bigint> {
    return this.#live.snapshot(async ({ position }) => position);
  }

  stockSummary(): Promise<StockSummary> {
    return this.#live.snapshot(stockSummary);
  }

  scopes() {
    return this.#live.snapshot(async (snapshot) => ({
      scopes: await this.#scopes.scopesOf(snapshot),
      position: snapshot.position,
    }));
  }

  parkedStreams(): Promise<readonly ParkedStream[]> {
    return this.#live.snapshot(parkedStreams);
  }

  openHolds() {
    return this.#live.snapshot(async (snapshot) => ({
      ...(await openHolds(snapshot)),
      position: snapshot.position,
    }));
  }

  openOperations() {
    return this.#live.snapshot(async (snapshot) => ({
      streams: await openStreams(snapshot),
      position: snapshot.position,
    }));
  }

  commandPlaces(commandId: string): Promise<CommandPlaces> {
    return this.#live.snapshot((snapshot) => placesOfCommand(snapshot, commandId));
  }

  async warehouseContents(code: string, minPosition: bigint): Promise<readonly WarehouseContent[]> {
    const { waitFor = async () => true } = this.#options;
    await waitFor(minPosition, PORT_WAIT_MS);
    return this.#live.snapshot((snapshot) => {
      if (snapshot.position < minPosition) throw new PositionNotReachedError(minPosition);
      return warehouseContents(snapshot, code);
    });
  }

  async *productsReached(scope: ScopeRef, option: OptionName | 'parent' | 'warehouses') {
    for (let after = ''; ; ) {
      const skus = await this.#live.snapshot(async (snapshot) => {
        const scopes = await this.#scopes.scopesOf(snapshot);
        return skusReached(snapshot, scope, option, scopes, after, SKUS_AT_ONCE);
      });
      yield* skus;
      const last = skus.at(-1);
      if (last === undefined || skus.length < SKUS_AT_ONCE) return;
      after = last;
    }
  }

  async close(): Promise<void> {
    await this.#live.close();
  }

  #now(): string {
    return new Date((this.#options.clock ?? Date.now)()).toISOString();
  }

  #find<Item>(read: (snapshot: Snapshot) => Promise<Item | undefined>): Promise<Found<Item>> {
    return this.#live.snapshot(async (snapshot) => ({
      item: await read(snapshot),
      position: snapshot.position,
    }));
  }

  /** A list read page by page: `read` answers one item more than the page takes where there are more. */
  #page<Item>(
    list: string,
    filters: Readonly<Record<string, unknown>>,
    request: Loose<PageRequest>,
    read: (snapshot: Snapshot, bounds: Bounds) => Promise<readonly Item[]>,
    placeOf: (item: Item) => Place,
  ): Promise<Page<Item>> {
    const question = questionOf(list, filters);
    return this.#live.snapshot(async (snapshot) => {
      const bounds = boundsOf(this.#cursors, question, request);
      const items = await read(snapshot, bounds);
      return { ...pageOf(this.#cursors, question, bounds, items, placeOf), position: snapshot.position };
    });
  }

  #scopePage<Item extends { readonly code: string }>(
    list: string,
    page: PageRequest,
    answers: (scopes: Awaited<ReturnType<ScopesCache['scopesOf']>>) => Item[],
  ): Promise<Page<Item>> {
    const read = async (snapshot: Snapshot, { limit, after }: Bounds) => {
      const last = after === undefined ? '' : String(after[0]);
      return answers(await this.#scopes.scopesOf(snapshot))
        .filter(({ code }) => code > last)
        .sort((a, b) => (a.code < b.code ? -1 : 1))
        .slice(0, limit + 1);
    };
    return this.#page(list, {}, page, read, ({ code }) => [code]);
  }

  #eventPage(
    list: string,
    filters: Readonly<Record<string, unknown>>,
    filter: EventFilter,
    page: Loose<PageRequest>,
  ): Promise<Page<EventAnswer>> {
    const read = async (snapshot: Snapshot, { limit, after }: Bounds) => {
      const place = { limit, ...(after === undefined ? {} : { after: BigInt(after[0] ?? -1) }) };
      const found = await searchEvents(snapshot, this.#options.store, filter, place);
      return found.map(eventAnswer);
    };
    return this.#page(list, filters, page, read, ({ position }) => [position]);
  }
}
