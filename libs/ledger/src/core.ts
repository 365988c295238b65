import type { HoldState, OrderState, ProductState, TransferState, WarehouseSheets } from '#domain';
import type { EventStore, StreamName } from '#event-store';
import type { Counters } from './counters.ts';
import type { Directory } from './directory/directory.ts';
import type { HoldExpiry } from './holds/expiry.ts';
import type { KeyedTurns } from './keyed-turns.ts';
import type { Limits } from './limits.ts';
import type { Durability } from './mailbox/durability.ts';
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
import type { Reevaluations } from './reevaluation/reevaluations.ts';

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
  /** Streams of processes at which a command failed, perhaps half-way. */
  readonly unfinished: Set<StreamName>;
  readonly expiry: HoldExpiry;
  readonly reevaluations: Reevaluations;
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
