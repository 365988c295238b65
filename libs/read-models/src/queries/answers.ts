/** What the queries answer: the shapes that the API gives out. Quantities are decimal strings. */
import type {
  ChosenComponent,
  HoldStatus,
  KitComponent,
  Label,
  LineAllocation,
  OptionJson,
  OrderStatus,
  Reason,
  Status,
} from '#domain';

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Asks for the next page; null at the end. */
  readonly next: string | null;
  /** Everything up to here shows in the answer. */
  readonly position: bigint;
}

/** One thing, or that there is none. */
export interface Found<Item> {
  readonly item: Item | undefined;
  /** Everything up to here shows in the answer. */
  readonly position: bigint;
}

export interface PageRequest {
  /** 1 to 1000; default 100. */
  readonly limit?: number;
  /** `next` of the page before, of the same list with the same filters. */
  readonly cursor?: string;
}

interface Figures {
  readonly onHand: string;
  readonly allocated: string;
  readonly held: string;
  readonly available: string;
}

export interface UnitAnswer {
  readonly code: string;
  readonly precision: number;
  readonly conversionRate?: string;
}

export interface ProductAnswer {
  readonly sku: string;
  readonly name: string;
  readonly organization: string;
  readonly category: string | null;
  /** The first is primary. */
  readonly units: readonly UnitAnswer[];
  readonly stockUnit: string | null;
  readonly kit: { readonly components: readonly KitComponent[] } | null;
  readonly status: Status;
  /** Where no website is asked about. */
  readonly label: Label;
  readonly levels: readonly ({ readonly warehouse: string; readonly unit: string } & Figures)[];
  readonly totals: readonly ({ readonly unit: string } & Figures)[];
}

export interface LevelAnswer extends Figures {
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
  readonly status: Status;
  readonly low: boolean;
  readonly warehouse: string;
  readonly unit: string;
}

export interface ProductFilter {
  /** Only those with a status that this website may show, there. */
  readonly visibleOn?: string;
}

export interface LevelFilter {
  readonly warehouse?: string;
  readonly sku?: string;
  /** With its sub-categories. */
  readonly category?: string;
  readonly status?: Status;
  readonly low?: boolean;
  /** Levels at the warehouses that the website sells from. */
  readonly website?: string;
}

export interface HoldAnswer {
  readonly holdId: string;
  readonly website: string;
  readonly status: HoldStatus;
  readonly expiresAt: string;
  /** What it reserves, or did when it ended; one for each product and unit. */
  readonly lines: readonly {
    readonly sku: string;
    readonly unit: string;
    readonly quantity: string;
    /** Of a kit: what goes into one, and is held for it. */
    readonly components?: readonly ChosenComponent[];
  }[];
}

export interface OrderAnswer {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly website: string;
  readonly placedAt: string;
  /** Those of the order itself, then those of its products in the order of skus. */
  readonly reasons: readonly Reason[];
  readonly lines: readonly OrderLineAnswer[];
}

export interface OrderLineAnswer {
  readonly sku: string;
  /** Null where neither the command nor a product says it. */
  readonly unit: string | null;
  readonly quantity: string;
  readonly open: string;
  readonly shipped: string;
  readonly cancelled: string;
  readonly returned: string;
  /** Of a kit: what goes into one. */
  readonly components?: readonly ChosenComponent[];
  /** What is promised and neither shipped nor released. */
  readonly allocations: readonly LineAllocation[];
}

export interface TransferAnswer {
  readonly transferId: string;
  readonly sku: string;
  /** Of the quantities. */
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly dispatched: string;
  readonly received: string;
  /** What never came. */
  readonly discrepancy: string;
  readonly discrepancyReason: string | null;
  readonly reference: string | null;
  /** `received`: all has come; `closed`: nothing more will, and not all has. */
  readonly status: 'in_transit' | 'received' | 'closed';
}

export interface CountSheetAnswer {
  readonly sheetId: string;
  readonly warehouse: string;
  readonly reference: string | null;
  readonly status: 'open' | 'closing' | 'closed';
  /** Whether levels are set also where stock has moved since. */
  readonly keepCount: boolean;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly lineCount: number;
  /** Levels that were set to what was counted, and those that were not; null until the sheet is closed. */
  readonly posted: number | null;
  readonly refused: number | null;
}

export interface CountLineAnswer {
  readonly sku: string;
  /** In which it was counted. */
  readonly unit: string;
  readonly counted: string;
  /** The same in the unit of the level, which `was`, `moved` and the movements are in. */
  readonly level: { readonly unit: string; readonly counted: string };
  /** On hand in the ledger as the line was recorded, and the product's revision. */
  readonly was: string;
  readonly revision: number;
  readonly status: 'counted' | 'posted' | 'refused';
  /** Why it was refused. */
  readonly code: string | null;
  /** What came and went since, until the level was set; null where too much happened to tell. */
  readonly moved: string | null;
  readonly movements: readonly MovementAnswer[];
  /** Whether there were more of them. */
  readonly movementsCut: boolean;
}

/** A change of what is on hand at a level. */
export interface MovementAnswer {
  readonly type: string;
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  readonly change: string;
}

export interface TransferFilter {
  readonly status?: TransferAnswer['status'];
  readonly sku?: string;
  /** From it or to it. */
  readonly warehouse?: string;
}

/** What is promised to an order at one warehouse, and neither shipped nor released. */
export interface AllocationAnswer {
  readonly orderId: string;
  readonly website: string;
  readonly sku: string;
  /** Of the level. */
  readonly unit: string;
  readonly warehouse: string;
  readonly quantity: string;
  /** How much of `quantity` is not there. */
  readonly backordered: string;
  /** When it was promised there, ISO 8601 UTC; what an amendment adds does not make it younger. */
  readonly since: string;
  /** Of the event that promised it. */
  readonly position: string;
}

export interface AllocationFilter {
  readonly orderId?: string;
  readonly sku?: string;
  readonly warehouse?: string;
  /** That of the order. */
  readonly website?: string;
  /** Only those of which something, or nothing, is backordered. */
  readonly backordered?: boolean;
}

type OwnOptionsAnswer = Readonly<Record<string, OptionJson>>;

export interface WarehouseAnswer {
  readonly code: string;
  readonly name: string;
  readonly organization: string | null;
  readonly status: 'open' | 'closing' | 'closed';
  /** The scopes that it is assigned to, with its place in their lists, counted from 1. */
  readonly assignments: readonly {
    readonly level: 'website' | 'organization' | 'system';
    readonly code?: string;
    readonly priority: number;
  }[];
}

export interface OrganizationAnswer {
  readonly code: string;
  readonly name: string;
  readonly options: OwnOptionsAnswer;
  /** In priority order; null: not assigned, the system's count. */
  readonly warehouses: readonly string[] | null;
}

export interface WebsiteAnswer {
  readonly code: string;
  readonly name: string;
  readonly organization: string;
  readonly timeZone: string;
  readonly options: OwnOptionsAnswer;
  /** In priority order; null: not assigned, the organization's or system's count. */
  readonly warehouses: readonly string[] | null;
}

export interface CategoryAnswer {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly options: OwnOptionsAnswer;
}

export interface EventAnswer {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  /** When the fact was true; as recorded where the event says nothing else. */
  readonly effectiveAt: string;
  readonly commandId: string;
  /** The command id where the event says nothing else. */
  readonly correlationId: string;
  /** `<stream>@<revision>` of the event that caused this one; null: the command itself. */
  readonly causationId: string | null;
  readonly actor: string;
  readonly contentHash: string;
  readonly hash: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventFilter {
  readonly stream?: string;
  readonly category?: string;
  readonly type?: string;
  readonly sku?: string;
  readonly warehouse?: string;
  readonly order?: string;
  readonly hold?: string;
  readonly transfer?: string;
  readonly actor?: string;
  /** Recorded from this instant on, ISO 8601 UTC. */
  readonly from?: string;
  /** Recorded up to this instant, itself included. */
  readonly to?: string;
  readonly direction?: 'forward' | 'backward';
}

/** How the stock stands as a whole. */
export interface StockSummary {
  /** Kits left out: their status follows from their components, on every website differently. */
  readonly products: number;
  readonly kits: number;
  readonly inStock: number;
  readonly outOfStock: number;
  readonly discontinued: number;
  /** Products with low inventory in one of their units. */
  readonly low: number;
  readonly position: bigint;
}

/** A stream whose events wait because one of them cannot be folded. */
export interface ParkedStream {
  readonly stream: string;
  /** Revision of the first event that waits. */
  readonly revision: number;
  readonly lastRevision: number;
  readonly eventType: string;
  readonly error: string;
}
