import type { OptionName, ProductState, ScopeRef, Scopes, WarehouseContent } from '#domain';
import type {
  AllocationAnswer,
  AllocationFilter,
  CategoryAnswer,
  CountLineAnswer,
  CountSheetAnswer,
  EventAnswer,
  EventFilter,
  Found,
  HoldAnswer,
  LevelAnswer,
  LevelFilter,
  OrderAnswer,
  OrganizationAnswer,
  Page,
  PageRequest,
  ParkedStream,
  ProductAnswer,
  ProductFilter,
  StockSummary,
  TransferAnswer,
  TransferFilter,
  WarehouseAnswer,
  WebsiteAnswer,
} from './answers.ts';
import type { AsOf } from './as-of.ts';
import type { CommandPlaces } from './commands.ts';
import type { OpenHoldRow } from './holds.ts';

/** A question about the past. */
export interface Dated {
  /** Absent: the present. */
  readonly asOf?: AsOf;
}

/** A past moment as the domain sees it. */
export interface Past {
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly scopes: Scopes;
  /** Those that there were. */
  readonly products: ReadonlyMap<string, ProductState>;
}

/**
 * The query side. Every answer is one consistent state of the read models and says how far that goes.
 *
 * All reject with {@link ReadModelsNotReadyError} while there is nothing that could answer, with its kind
 * {@link ReadModelsOfAnotherLogError} where the rows are not of this log, and with
 * {@link ReadModelsUnavailableError} where the database is at a distance and not reached; lists with
 * {@link InvalidCursorError}, and RangeError for a limit out of range. What is asked as of a past moment rejects with
 * {@link UnanswerableMomentError} where the moment is still to come or beyond the end of the log, and with
 * {@link PositionNotReachedError} while not all that belongs to it shows.
 */
export interface ReadModels {
  /** What a website may show is a question about the present only. */
  products(request?: ProductFilter & PageRequest & Dated): Promise<Page<ProductAnswer>>;
  product(sku: string, dated?: Dated): Promise<Found<ProductAnswer>>;
  /** By sku, warehouse, unit. */
  levels(request?: LevelFilter & PageRequest & Dated): Promise<Page<LevelAnswer>>;
  /** What the domain needs to decide on products as of a past moment, those that their kits are made of included. */
  past(skus: readonly string[], asOf: AsOf): Promise<Past>;
  order(orderId: string): Promise<Found<OrderAnswer>>;
  /** What is promised and open, the oldest first. */
  allocations(request?: AllocationFilter & PageRequest): Promise<Page<AllocationAnswer>>;

  transfer(transferId: string): Promise<Found<TransferAnswer>>;

  countSheet(warehouse: string, sheetId: string): Promise<Found<CountSheetAnswer>>;

  /** By sheet id. */
  countSheets(warehouse: string, page?: PageRequest): Promise<Page<CountSheetAnswer>>;

  /** The lines of a sheet by sku and unit, with what moved since. */
  countSheetLines(warehouse: string, sheetId: string, page?: PageRequest): Promise<Page<CountLineAnswer>>;

  /** By transfer id. */
  transfers(request?: TransferFilter & PageRequest): Promise<Page<TransferAnswer>>;
  hold(holdId: string): Promise<Found<HoldAnswer>>;
  warehouses(page?: PageRequest): Promise<Page<WarehouseAnswer>>;
  websites(page?: PageRequest): Promise<Page<WebsiteAnswer>>;
  categories(page?: PageRequest): Promise<Page<CategoryAnswer>>;
  organizations(page?: PageRequest): Promise<Page<OrganizationAnswer>>;

  /** The log, filtered. The events themselves come from the event store. */
  events(request?: EventFilter & PageRequest): Promise<Page<EventAnswer>>;
  /** One stream, from a revision on. */
  stream(
    stream: string,
    request?: { readonly fromRevision?: number } & PageRequest,
  ): Promise<Page<EventAnswer>>;
  /** Every event that touches the warehouse, its own and its stock's, in log order. */
  warehouseEvents(
    code: string,
    page?: Pick<EventFilter, 'direction'> & PageRequest,
  ): Promise<Page<EventAnswer>>;

  /** Everything up to here shows. */
  position(): Promise<bigint>;
  /** Whether the rows were folded from this log, and not from another one. Both are looked at, however often it is asked. */
  belongToLog(): Promise<boolean>;
  stockSummary(): Promise<StockSummary>;
  /** The scopes as the read models have them. Not to be changed. */
  scopes(): Promise<{ readonly scopes: Scopes; readonly position: bigint }>;
  parkedStreams(): Promise<readonly ParkedStream[]>;

  /** Streams of processes with an operation that has no outcome, or whose outcome is not settled. */
  openOperations(): Promise<{ readonly streams: readonly string[]; readonly position: bigint }>;
  /** Where commands have left events; only where the log has no index of command ids itself. */
  commandPlaces(commandIds: readonly string[]): Promise<CommandPlaces>;
  /** Holds that are open, with what they were decided by, and those with something under way. */
  openHolds(): Promise<{
    readonly open: readonly OpenHoldRow[];
    readonly busy: readonly string[];
    readonly position: bigint;
  }>;
  /**
   * Every level at a warehouse that is not zero, in the order of skus.
   *
   * @throws PositionNotReachedError when `minPosition` does not show in time.
   */
  warehouseContents(code: string, minPosition: bigint): Promise<readonly WarehouseContent[]>;
  /**
   * The products whose status or low inventory a change of the option at the scope may change, in the order of skus:
   * those that inherit it from there.
   */
  productsReached(scope: ScopeRef, option: OptionName | 'parent' | 'warehouses'): AsyncIterable<string>;

  close(): Promise<void>;
}
