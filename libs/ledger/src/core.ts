import type { HoldState, OrderState, ProductState, TransferState, WarehouseSheets } from '#domain';
import type { EventStore, StreamName } from '#event-store';
import type { Counters } from './counters.ts';
import type { Directory } from './directory/directory.ts';
import type { KeyedTurns } from './keyed-turns.ts';
import type { Limits } from './limits.ts';
import type { Durability, Staged } from './mailbox/durability.ts';
import type { MailboxSetting } from './mailbox/mailbox-setting.ts';
import type { StateCache } from './mailbox/state-cache.ts';
import type {
  CommandIndex,
  Log,
  OpenHolds,
  OpenOperations,
  ProductsReached,
  WarehouseContents,
} from './ports.ts';
import type { ScopeChange } from './reevaluation/scope-change.ts';

/** Ends holds whose time is over. */
export interface Expiry {
  start(): void;
  stop(): Promise<void>;
  /**
   * Remembers when a hold ends by itself, or that it does not any more.
   *
   * @param recordedMs when its operation was recorded, milliseconds since 1970 UTC; absent: now.
   */
  note(
    holdId: string,
    hold: Pick<HoldState, 'status' | 'expiresAt' | 'decidedAt'> | undefined,
    recordedMs?: number,
  ): void;
  /** Ends what is over at the time of a decision, which waits for it; undefined: nothing to wait for. */
  upTo(now: string): Promise<void> | undefined;
}

/** Lets changes of the scopes take effect on the products that they reach. */
export interface Reevaluation {
  /** Resolves as soon as an answer need not wait any longer: with the mark of the change where all is done. */
  apply(change: ScopeChange): Promise<Staged | undefined>;
  /** Goes through what failed once more. */
  retry(): void;
  /** Takes up what was broken off by another process, or by this one before it ended. */
  recover(): Promise<void>;
  stop(): Promise<void>;
}

/** What the parts of a ledger share. */
export interface Core {
  readonly store: EventStore;
  readonly durability: Durability;
  readonly setting: MailboxSetting;
  readonly directory: Directory;
  readonly products: StateCache<ProductState | null>;
  readonly orders: StateCache<OrderState | null>;
  readonly transfers: StateCache<TransferState | null>;
  /** The count sheets of each warehouse, in the stream that the directory folds as well. */
  readonly sheets: StateCache<WarehouseSheets | null>;
  readonly holds: StateCache<HoldState | null>;
  readonly commandIndex: CommandIndex;
  /** By stream: an order, a transfer, a hold, or a warehouse that closes, is worked at by one command at a time. */
  readonly turns: KeyedTurns;
  /**
   * Drives an order's open operation to its end; in the order's turn. Here, since an order's process may have to drive
   * another's: that of the order which has claimed its hold.
   */
  readonly driveOrder: (orderId: string) => Promise<OrderState | null>;
  /** Streams of processes at which a command failed, perhaps half-way. */
  readonly unfinished: Set<StreamName>;
  readonly expiry: Expiry;
  readonly reevaluations: Reevaluation;
  readonly limits: Limits;
  readonly counters: Counters;
  /** Number of states loaded in this process so far. */
  readonly loadings: () => number;
  readonly log: Log;
  readonly ports: {
    readonly openOperations?: OpenOperations;
    readonly openHolds?: OpenHolds;
    readonly warehouseContents?: WarehouseContents;
    readonly productsReached?: ProductsReached;
  };
}

/** Whether other processes append to the same log: then what was loaded may be behind, and is looked at again. */
export const sharesLog = ({ store }: Pick<Core, 'store'>): boolean => !store.capabilities.staging;
