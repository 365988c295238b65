import type { OptionName, ScopeRef, Scopes, WarehouseContent } from '#domain';
import type { EventStore, RecordedEvent } from '#event-store';
import type { ReadModelsAddress } from '../database/address.ts';
import { allocationsAfter, type PlacedAllocation } from './allocations.ts';
import type {
  AllocationFilter,
  EventAnswer,
  EventFilter,
  Found,
  LevelAnswer,
  LevelFilter,
  Page,
  PageRequest,
  ParkedStream,
  ProductAnswer,
  ProductFilter,
  StockSummary,
  TransferFilter,
} from './answers.ts';
import { type AsOf, isPast, type Moment, momentOf } from './as-of.ts';
import { type CommandPlaces, placesOfCommands } from './commands.ts';
import { findSheet, sheetLinesAfter, sheetsAfter } from './count-sheets.ts';
import { Cursors, type Place, questionOf } from './cursors.ts';
import { PositionNotReachedError, UnanswerableMomentError } from './errors.ts';
import { eventAnswer } from './event-answer.ts';
import { searchEvents } from './events.ts';
import { findHold, openHolds } from './holds.ts';
import { levelsAfter } from './levels.ts';
import type { Snapshot } from './live-database.ts';
import { liveDatabase } from './open-live-database.ts';
import { findOrder } from './orders.ts';
import { OwnRows } from './own-rows.ts';
import { type Bounds, boundsOf, type Loose, pageOf } from './paging.ts';
import { pastLevelsAfter } from './past-levels.ts';
import { pastProductAnswers, pastProducts, pastStates } from './past-products.ts';
import { PastScopesCache } from './past-scopes.ts';
import { productAnswers, productsAfter } from './products.ts';
import { skusReached } from './products-reached.ts';
import type { Dated, Past, ReadModels } from './read-models.ts';
import { categoryAnswers, organizationAnswers, warehouseAnswers, websiteAnswers } from './scope-lists.ts';
import { ScopesCache } from './scopes-of.ts';
import { openStreams, parkedStreams, stockSummary, warehouseContents } from './standing.ts';
import { findTransfer, transfersAfter } from './transfers.ts';

export interface ReadModelsOptions {
  /** Where the projector keeps the read models. It may make them later. */
  readonly address: ReadModelsAddress;
  /** Where the events themselves are. */
  readonly store: Pick<EventStore, 'readLog' | 'readStream' | 'lastPosition'>;
  /** Waits until a position shows; absent: what has to wait fails unless it shows already. */
  readonly waitFor?: (position: bigint, timeoutMs: number) => Promise<boolean>;
  /** Milliseconds since 1970 UTC; for labels that end at a date. Default: the system's clock. */
  readonly clock?: () => number;
}

/** How long a question about the past waits for what belongs to it, in milliseconds. */
const AS_OF_WAIT_MS = 2_000;
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
  readonly #live: OwnRows;
  readonly #cursors: Cursors;
  readonly #scopes = new ScopesCache();
  readonly #pastScopes = new PastScopesCache();

  constructor(options: ReadModelsOptions) {
    this.#options = options;
    this.#live = new OwnRows(liveDatabase(options.address), options.store);
    this.#cursors = new Cursors(() => this.#live.cursorKey());
  }

  products({ limit, cursor, asOf, ...filter }: ProductFilter & PageRequest & Dated = {}) {
    const read = async (snapshot: Snapshot, bounds: Bounds) =>
      productsAfter(snapshot, filter, bounds, await this.#scopes.scopesOf(snapshot), this.#now());
    const page = { limit, cursor };
    const placeOf = ({ sku }: ProductAnswer) => [sku];
    if (asOf === undefined) return this.#page('products', filter, page, read, placeOf);
    if (filter.visibleOn !== undefined)
      throw new RangeError('what a website may show is of the present only');
    const readPast = async (snapshot: Snapshot, bounds: Bounds, moment: Moment) => {
      const rows = await pastProducts(snapshot, moment, { bounds });
      return pastProductAnswers(snapshot, moment, rows, await this.#scopesAt(snapshot, moment));
    };
    return this.#pastPage('products', {}, asOf, page, readPast, placeOf);
  }

  product(sku: string, { asOf }: Dated = {}) {
    if (asOf !== undefined) return this.#pastProduct(sku, asOf);
    return this.#find(async (snapshot) => {
      const { db } = snapshot;
      const rows = await db.selectFrom('products').selectAll().where('sku', '=', sku).execute();
      const [item] = await productAnswers(snapshot, rows, await this.#scopes.scopesOf(snapshot), this.#now());
      return item;
    });
  }

  levels({ limit, cursor, asOf, ...filter }: LevelFilter & PageRequest & Dated = {}) {
    const read = async (snapshot: Snapshot, bounds: Bounds) =>
      levelsAfter(snapshot, filter, bounds, await this.#scopes.scopesOf(snapshot));
    const page = { limit, cursor };
    const placeOf = ({ sku, warehouse, unit }: LevelAnswer) => [sku, warehouse, unit];
    if (asOf === undefined) return this.#page('levels', filter, page, read, placeOf);
    const readPast = async (snapshot: Snapshot, bounds: Bounds, moment: Moment) =>
      pastLevelsAfter(snapshot, moment, filter, bounds, await this.#scopesAt(snapshot, moment));
    return this.#pastPage('levels', filter, asOf, page, readPast, placeOf);
  }

  past(skus: readonly string[], asOf: AsOf): Promise<Past> {
    return this.#at(asOf, async (snapshot, moment) => {
      const products = await pastStates(snapshot, moment, skus);
      return { now: moment.instant, scopes: await this.#scopesAt(snapshot, moment), products };
    });
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

  async allocations({ limit, cursor, ...filter }: AllocationFilter & PageRequest = {}) {
    const read = (snapshot: Snapshot, bounds: Bounds) => allocationsAfter(snapshot, filter, bounds);
    const placeOf = ({ position, share }: PlacedAllocation) => [position, share];
    const page = await this.#page('allocations', filter, { limit, cursor }, read, placeOf);
    return { ...page, items: page.items.map(({ share: _, ...item }) => item) };
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

  belongToLog(): Promise<boolean> {
    return this.#live.areOwn();
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

  commandPlaces(commandIds: readonly string[]): Promise<CommandPlaces> {
    return this.#live.snapshot((snapshot) => placesOfCommands(snapshot, commandIds));
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

  #pastProduct(sku: string, asOf: AsOf): Promise<Found<ProductAnswer>> {
    return this.#at(asOf, async (snapshot, moment) => {
      const rows = await pastProducts(snapshot, moment, { skus: [sku] });
      const scopes = await this.#scopesAt(snapshot, moment);
      const [item] = await pastProductAnswers(snapshot, moment, rows, scopes);
      return { item, position: shownAt(snapshot, moment) };
    });
  }

  /** By effective time the scopes are as known now. */
  #scopesAt(snapshot: Snapshot, moment: Moment): Promise<Scopes> {
    if (moment.basis === 'effective') return this.#scopes.scopesOf(snapshot);
    return this.#pastScopes.scopesAt(snapshot, moment);
  }

  /** Reads from one state in which everything that belongs to the moment shows. */
  async #at<T>(asOf: AsOf, read: (snapshot: Snapshot, moment: Moment) => Promise<T>): Promise<T> {
    const { store, waitFor = async () => true } = this.#options;
    const needed = await this.#neededFor(asOf);
    if (needed !== undefined) await waitFor(needed, AS_OF_WAIT_MS);
    return this.#live.snapshot(async (snapshot) => {
      if (needed !== undefined && snapshot.position < needed) throw new PositionNotReachedError(needed);
      return read(snapshot, await momentOf(snapshot, store, asOf));
    });
  }

  /** The position that has to show before the question can be answered; none for what is past already. */
  async #neededFor({ at, basis }: AsOf): Promise<bigint | undefined> {
    const last = await this.#options.store.lastPosition();
    if ('position' in at) {
      if (basis === 'effective')
        throw new UnanswerableMomentError('by effective time an instant is asked for');
      if (at.position > last) throw new UnanswerableMomentError(`the log ends at position ${last}`);
      return at.position;
    }
    const now = this.#now();
    if (at.instant > now) throw new UnanswerableMomentError(`${at.instant} is still to come: it is ${now}`);
    const isOver = await this.#live.snapshot((snapshot) => isPast(snapshot, at.instant));
    // By effective time facts that were recorded since count as well.
    return isOver && basis === 'recorded' ? undefined : last;
  }

  /** A list as of a past moment, page by page. */
  #pastPage<Item>(
    list: string,
    filters: Readonly<Record<string, unknown>>,
    asOf: AsOf,
    request: Loose<PageRequest>,
    read: (snapshot: Snapshot, bounds: Bounds, moment: Moment) => Promise<readonly Item[]>,
    placeOf: (item: Item) => Place,
  ): Promise<Page<Item>> {
    const { at, basis } = asOf;
    const asked = 'instant' in at ? at.instant : String(at.position);
    const question = questionOf(list, { ...filters, asOf: asked, basis });
    return this.#at(asOf, async (snapshot, moment) => {
      const bounds = boundsOf(this.#cursors, question, request);
      const items = await read(snapshot, bounds, moment);
      const position = shownAt(snapshot, moment);
      return { ...pageOf(this.#cursors, question, bounds, items, placeOf), position };
    });
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

/** Up to where the log shows in an answer about the past: by effective time all of it. */
const shownAt = ({ position }: Snapshot, moment: Moment): bigint =>
  moment.basis === 'effective' ? position : BigInt(moment.position);
