import type { HoldState, OrderState, ProductState, ProductsOf, Scopes } from '#domain';
import type { EventStore } from '#event-store';
import type { BulkItem, BulkOptions, BulkResult } from './bulk/bulk.ts';
import type { Counters } from './counters.ts';
import type { DirectoryLag } from './directory/follow.ts';
import type { Envelope } from './envelope.ts';
import type { Alarm } from './holds/expiry.ts';
import type { Limits } from './limits.ts';
import type { Outcome } from './outcome.ts';
import type {
  CommandIndex,
  Log,
  OpenHolds,
  OpenOperations,
  ProductsReached,
  WarehouseContents,
} from './ports.ts';

export interface LedgerOptions {
  /** Opened and closed by the caller. */
  readonly store: EventStore;
  /** Milliseconds since 1970 UTC. Default: the system's clock. */
  readonly clock?: () => number;
  /** Wakes the ledger when a hold's time is over. Default: the system's timer. */
  readonly alarm?: Alarm;
  /** Makes the id of a command that came without one. Default: `stockbook:` and a random UUID. */
  readonly newId?: () => string;
  /** Needed where the store has no index of command ids. */
  readonly commandIndex?: CommandIndex;
  readonly openOperations?: OpenOperations;
  readonly openHolds?: OpenHolds;
  readonly warehouseContents?: WarehouseContents;
  readonly productsReached?: ProductsReached;
  readonly limits?: Partial<Limits>;
  readonly log?: Log;
}

/** The command side: takes commands, decides them one after the other per stream, answers when they are durable. */
export interface Ledger {
  /** Folds the scopes, appends what exists from the start, and drives what was left half-way to its end. */
  start(): Promise<void>;

  /**
   * Carries out a command. A repeat of one that left events gets the first answer again.
   * Rejects on bugs only: all else is an outcome.
   */
  execute(envelope: Envelope): Promise<Outcome>;

  /** Carries out many, with the results of one after the other in the order given. Results come in that order. */
  executeMany<Tag>(
    items: Iterable<BulkItem<Tag>> | AsyncIterable<BulkItem<Tag>>,
    options?: BulkOptions,
  ): AsyncIterable<BulkResult<Tag>>;

  /**
   * The product as this process sees it now, staged changes included; null when it is not registered. To be looked
   * at in the same turn, and never changed: it goes on.
   */
  product(sku: string): Promise<ProductState | null>;

  /** Several likewise, with the products of those that are kits. */
  products(skus: Iterable<string>): Promise<ProductsOf>;

  /** The order likewise; null when it was never submitted. */
  order(orderId: string): Promise<OrderState | null>;

  /** The hold likewise; null when nobody ever asked for it. */
  hold(holdId: string): Promise<HoldState | null>;

  /** The scopes likewise. */
  scopes(): Scopes;

  /** How far the scopes are behind the log: not ready when that is seconds. */
  lag(): Promise<DirectoryLag>;

  readonly counters: Readonly<Counters>;

  /** Refuses new commands, finishes what is begun. The store stays open. */
  stop(): Promise<void>;
}
