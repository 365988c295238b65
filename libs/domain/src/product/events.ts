/** The facts of a product's stream. Quantities are decimal strings in the named unit. */
import type { DecidedBy, OptionJson, OptionName, Status } from '../options/catalogue.ts';
import type { DomainEvent } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';

export interface UnitDefinition {
  readonly code: string;
  /** Decimals a quantity in this unit may have, 0 to 10. */
  readonly precision: number;
  /** How many stock units one of this unit is; only with `stockUnit`. */
  readonly conversionRate?: string;
}

export interface KitComponent {
  /** Interchangeable products, the preferred first. */
  readonly products: readonly string[];
  /** How much of one of them goes into one kit, in its primary unit. */
  readonly quantity: string;
  readonly required: boolean;
}

/** What a kit is made of. */
export interface Kit {
  readonly components: readonly KitComponent[];
}

/** The figures of a level that an event changed, before and after it. */
export interface LevelFigures {
  readonly onHand?: string;
  readonly allocated?: string;
  readonly held?: string;
}

/** When a dated change was so, and what it changed then. */
export interface EffectiveFigures {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** On hand then, before and after; absent where nothing later-dated was on record: the same as today. */
  readonly before?: { readonly onHand: string };
  readonly after?: { readonly onHand: string };
  /** The later-dated count from which on the change has no effect; absent: it lasts. */
  readonly absorbedBy?: { readonly revision: number; readonly at: string };
}

/** Change of one level: which, and its changed figures before and after, as they are when it is recorded. */
export interface LevelChange {
  readonly warehouse: string;
  readonly unit: string;
  readonly before: LevelFigures;
  readonly after: LevelFigures;
  /** Of a change that was given an effective time. */
  readonly effective?: EffectiveFigures;
}

/** One share of an allocation: what is promised at one warehouse, in the unit of the level. */
export interface AllocationShare extends LevelChange {
  readonly quantity: string;
  /** How much of `quantity` was not there; absent: nothing. */
  readonly backordered?: string;
}

/** What has gone out of one warehouse, in the unit of the level: on hand and allocated are lower by it. */
export interface ShipmentShare extends LevelChange {
  readonly quantity: string;
}

/** What has come back to one warehouse, in the unit of the level. */
export interface ReturnShare extends LevelChange {
  readonly quantity: string;
  /** Whether it is on hand again; else no figure of the level changes. */
  readonly restocked: boolean;
}
/** One share of a hold: what is reserved at one warehouse, in the unit of the level. */
export interface HeldShareData extends LevelChange {
  readonly quantity: string;
  /** How much of `quantity` was not there; absent: nothing. */
  readonly backordered?: string;
}

/**
 * Why a hold ended or gave something up: somebody released it, its time was over, it was replaced by another, what it
 * took was refused after all, or its order took it over.
 */
export type HoldReleaseCause = 'released' | 'expired' | 'replaced' | 'rejected' | 'ordered';

/** What an order asked of the product, summed per unit. */
export interface Demand {
  readonly unit: string;
  readonly quantity: string;
}

/** Demand and what the website could have sold of it (null: unlimited). */
export interface UnmetDemand extends Demand {
  readonly sellable: string | null;
}

/**
 * Why the status changed: the threshold took the product out of stock, stock above it brought it back, somebody set
 * it, or an allocation that was never accepted, or a hold, was given back. `derived`: that of a kit follows from its
 * components again, as `to` says at that moment.
 */
export type StatusCause = 'threshold' | 'restock' | 'hand' | 'released' | 'derived';

export type ProductEvent =
  | DomainEvent<
      'ProductRegistered',
      {
        sku: string;
        name: string;
        organization: string;
        category?: string;
        units: readonly UnitDefinition[];
        stockUnit?: string;
        kit?: Kit;
      }
    >
  | DomainEvent<'ProductRenamed', { sku: string; from: string; to: string }>
  | DomainEvent<'ProductMoved', { sku: string; from: string | null; to: string | null }>
  /** Orders that exist keep what they recorded of the kit. */
  | DomainEvent<'KitChanged', { sku: string; from: Kit; to: Kit }>
  | DomainEvent<'OptionSet', OptionSetData>
  | DomainEvent<'OptionCleared', OptionClearedData>
  | DomainEvent<
      'StatusChanged',
      {
        sku: string;
        from: Status;
        to: Status;
        cause: StatusCause;
        /** The order's operation whose allocation or release changed it, as far as one did. */
        orderId?: string;
        operation?: number;
        /** The hold that changed it by taking, or by giving back. */
        holdId?: string;
        decidedBy?: DecidedBy;
      }
    >
  | DomainEvent<
      'LevelAdjusted',
      LevelChange & { sku: string; quantity: string; reason: string; reference?: string }
    >
  | DomainEvent<
      'LevelCounted',
      LevelChange & {
        sku: string;
        counted: string;
        /** Counted minus what the ledger had at the time of the count. */
        difference: string;
        /** What the counter had seen, where the command said so. */
        seen?: { revision?: number; quantity?: string };
        keptCount?: true;
        /** The count sheet that it was posted from. */
        sheetId?: string;
        reason?: string;
        reference?: string;
      }
    >
  | DomainEvent<
      'StockAllocated',
      {
        orderId: string;
        operation: number;
        sku: string;
        website: string;
        /** What the order asks of this product in this operation, summed per unit. */
        demand: readonly Demand[];
        /** Empty where the product's stock is not managed or not decremented, and for a kit: nothing moves. */
        allocations: readonly AllocationShare[];
        decidedBy?: DecidedBy;
      }
    >
  | DomainEvent<
      'DemandRefused',
      {
        orderId: string;
        operation: number;
        sku: string;
        website: string;
        demand: readonly UnmetDemand[];
        /** Why this product could not be had; empty when another product of the order was to blame. */
        reasons: readonly Reason[];
        /** How many reasons there were, where `reasons` does not hold them all. */
        reasonCount?: number;
        decidedBy?: DecidedBy;
      }
    >
  | DomainEvent<
      'AllocationReleased',
      {
        orderId: string;
        operation: number;
        sku: string;
        cause: 'cancelled' | 'rejected' | 'amended';
        releases: readonly AllocationShare[];
        /** On a rejection: what was asked, sellable and why, as lost demand. */
        website?: string;
        demand?: readonly UnmetDemand[];
        reasons?: readonly Reason[];
        reasonCount?: number;
        decidedBy?: DecidedBy;
      }
    >
  | DomainEvent<
      'StockShipped',
      { orderId: string; operation: number; sku: string; shipments: readonly ShipmentShare[] }
    >
  | DomainEvent<
      'StockReturned',
      { orderId: string; operation: number; sku: string; returns: readonly ReturnShare[]; reason?: string }
    >
  | DomainEvent<
      'BackorderMoved',
      {
        orderId: string;
        sku: string;
        unit: string;
        from: string;
        to: string;
        /** Backordered at `from`, and promised at `to` instead; what is there fills it (`BackorderFilled`). */
        quantity: string;
        /** The levels at `from` and at `to`. */
        levels: readonly LevelChange[];
      }
    >
  | DomainEvent<
      'AllocationBackordered',
      { orderId: string; sku: string; warehouse: string; unit: string; quantity: string }
    >
  | DomainEvent<
      'BackorderFilled',
      { orderId: string; sku: string; warehouse: string; unit: string; quantity: string }
    >
  /** Goods went from one warehouse to another at once. Quantities are in the unit of the levels. */
  | DomainEvent<
      'StockTransferred',
      {
        transferId: string;
        operation: number;
        sku: string;
        unit: string;
        from: string;
        to: string;
        quantity: string;
        reference?: string;
        /** The level that they left, and the one that they came to. */
        levels: readonly [LevelChange, LevelChange];
      }
    >
  /** Goods left a warehouse and are on their way `to` another. */
  | DomainEvent<
      'StockDispatched',
      LevelChange & {
        transferId: string;
        operation: number;
        sku: string;
        to: string;
        quantity: string;
        reference?: string;
      }
    >
  /** Goods on their way came to a warehouse; `discrepancy` of them never will. */
  | DomainEvent<
      'StockReceived',
      LevelChange & {
        transferId: string;
        operation: number;
        sku: string;
        from: string;
        quantity: string;
        discrepancy?: string;
        discrepancyReason?: string;
      }
    >
  | DomainEvent<
      'StockHeld',
      {
        holdId: string;
        operation: number;
        sku: string;
        website: string;
        /** What the hold is to reserve of this product in all, summed per unit; absent where it comes back. */
        demand?: readonly Demand[];
        /** The order that was refused, and gives back what it had taken over of the hold. */
        orderId?: string;
        /** What is reserved now, besides what the hold has here already; empty where the stock is not tracked. */
        holds: readonly HeldShareData[];
        decidedBy?: DecidedBy;
      }
    >
  | DomainEvent<
      'HoldReleased',
      {
        holdId: string;
        operation: number;
        sku: string;
        cause: HoldReleaseCause;
        /** The order that takes over what was held, or took over the rest of the hold. */
        orderId?: string;
        releases: readonly HeldShareData[];
      }
    >
  | DomainEvent<
      'LowInventoryReached' | 'LowInventoryCleared',
      { sku: string; unit: string; available: string; decidedBy?: DecidedBy }
    >
  | NothingChanged;

export interface OptionSetData {
  readonly option: OptionName;
  readonly value: OptionJson;
  /** The scope's own value before, where it had one. */
  readonly previous?: OptionJson;
}

export interface OptionClearedData {
  readonly option: OptionName;
  readonly previous: OptionJson;
}

/** A command that was accepted and had nothing to change; it leaves its id in the stream. */
export type NothingChanged = DomainEvent<'NothingChanged', { command: string }>;
