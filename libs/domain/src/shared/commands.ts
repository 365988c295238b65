/** The commands as the domain decides them: parsed once at the edge, quantities exact, instants ISO 8601 UTC. */
import type { OptionLevel, Status } from '../options/catalogue.ts';
import type { Quantity } from './quantity.ts';

/** A scope that owns option values; `code` is absent for the system only. */
export interface ScopeRef {
  readonly level: OptionLevel;
  readonly code?: string;
}

export interface DefineOrganization {
  readonly type: 'DefineOrganization';
  readonly code: string;
  readonly name: string;
}

export interface DefineWebsite {
  readonly type: 'DefineWebsite';
  readonly code: string;
  readonly name: string;
  readonly organization: string;
  /** IANA name; default UTC. */
  readonly timeZone?: string;
}

export interface DefineCategory {
  readonly type: 'DefineCategory';
  readonly code: string;
  readonly name: string;
  readonly parent?: string;
}

export interface MoveCategory {
  readonly type: 'MoveCategory';
  readonly code: string;
  readonly parent: string | null;
}

export interface OpenWarehouse {
  readonly type: 'OpenWarehouse';
  readonly code: string;
  readonly name: string;
  readonly organization?: string;
}

export interface CloseWarehouse {
  readonly type: 'CloseWarehouse';
  readonly code: string;
}

export interface AssignWarehouses {
  readonly type: 'AssignWarehouses';
  readonly scope: ScopeRef;
  readonly warehouses: readonly string[];
}

export interface RegisterProduct {
  readonly type: 'RegisterProduct';
  readonly sku: string;
  readonly name: string;
  /** Default: the organization `default`. */
  readonly organization?: string;
  readonly category?: string;
  /** Default: one unit `item` of precision 0. The first is primary. */
  readonly units?: readonly {
    readonly code: string;
    readonly precision: number;
    readonly conversionRate?: Quantity;
  }[];
  readonly stockUnit?: string;
  readonly kit?: KitDefinition;
}

/** What a kit is made of. */
export interface KitDefinition {
  readonly components: readonly {
    /** Interchangeable products, the preferred first. */
    readonly products: readonly string[];
    /** How much of one of them goes into one kit, in its primary unit. Positive. */
    readonly quantity: Quantity;
    readonly required: boolean;
  }[];
}

export interface RenameProduct {
  readonly type: 'RenameProduct';
  readonly sku: string;
  readonly name: string;
}

export interface MoveProduct {
  readonly type: 'MoveProduct';
  readonly sku: string;
  readonly category: string | null;
}

export interface ChangeKit {
  readonly type: 'ChangeKit';
  readonly sku: string;
  readonly kit: KitDefinition;
}

export interface SetOption {
  readonly type: 'SetOption';
  readonly scope: ScopeRef;
  /** Any text: an unknown name is refused by rule. */
  readonly option: string;
  /** Any JSON value: a wrong type or range is refused by rule. */
  readonly value: unknown;
}

export interface ClearOption {
  readonly type: 'ClearOption';
  readonly scope: ScopeRef;
  readonly option: string;
}

export interface SetStatus {
  readonly type: 'SetStatus';
  readonly sku: string;
  /** Null: that of a kit follows from its components again. */
  readonly status: Status | null;
}

export interface AdjustLevel {
  readonly type: 'AdjustLevel';
  readonly sku: string;
  readonly warehouse: string;
  /** Default: the primary unit. */
  readonly unit?: string;
  /** Signed. */
  readonly quantity: Quantity;
  readonly reason: string;
  readonly reference?: string;
  readonly effectiveAt?: string;
}

export interface CountLevel {
  readonly type: 'CountLevel';
  readonly sku: string;
  readonly warehouse: string;
  readonly unit?: string;
  readonly counted: Quantity;
  /** What the counter had before them: refused if stock moved since, unless `keepCount`. */
  readonly seen?: { readonly revision?: number; readonly quantity?: Quantity };
  readonly keepCount?: boolean;
  readonly reason?: string;
  readonly reference?: string;
  readonly effectiveAt?: string;
}

/** Moves stock from one warehouse to another at once. */
export interface TransferStock {
  readonly type: 'TransferStock';
  readonly transferId: string;
  readonly sku: string;
  readonly from: string;
  readonly to: string;
  /** Default: the primary unit. */
  readonly unit?: string;
  /** Positive. */
  readonly quantity: Quantity;
  readonly reference?: string;
}

/** Sends stock from one warehouse on its way to another. */
export interface DispatchTransfer extends Omit<TransferStock, 'type'> {
  readonly type: 'DispatchTransfer';
}

export interface ReceiveTransfer {
  readonly type: 'ReceiveTransfer';
  readonly transferId: string;
  readonly sku: string;
  /** What arrived, in the unit of the transfer. */
  readonly quantity: Quantity;
  /** Why the rest will not arrive any more: it is written off. Absent: the rest is still on its way. */
  readonly discrepancyReason?: string;
}

/** Opens a sheet on which many products of a warehouse are counted. */
export interface OpenCountSheet {
  readonly type: 'OpenCountSheet';
  readonly sheetId: string;
  readonly warehouse: string;
  readonly reference?: string;
}

/** What was counted of one product. */
export interface LineCount {
  readonly sku: string;
  /** Default: the primary unit. */
  readonly unit?: string;
  readonly counted: Quantity;
  /** What the counter had before them; absent: what the ledger has as the line is recorded. */
  readonly seen?: { readonly revision?: number; readonly quantity?: Quantity };
}

export interface CountLines {
  readonly type: 'CountLines';
  readonly sheetId: string;
  readonly warehouse: string;
  readonly lines: readonly LineCount[];
}

/** Sets every level on the sheet to what was counted. */
export interface CloseCountSheet {
  readonly type: 'CloseCountSheet';
  readonly sheetId: string;
  readonly warehouse: string;
  /** Also where stock has moved since it was counted. */
  readonly keepCount?: boolean;
}

export interface CommandLine {
  readonly sku: string;
  /** Default: the primary unit. */
  readonly unit?: string;
  /** Positive. */
  readonly quantity: Quantity;
  /** Of a kit: which of its interchangeable and optional products are wanted, by sku. */
  readonly components?: readonly string[];
}

export interface HoldStock {
  readonly type: 'HoldStock';
  /** The cart: holding again under the same id replaces. */
  readonly holdId: string;
  readonly website: string;
  readonly lines: readonly CommandLine[];
  /** Whole seconds, above 0, from the decision's time on. */
  readonly expiresInSeconds: number;
}

export interface ReleaseHold {
  readonly type: 'ReleaseHold';
  readonly holdId: string;
}

export interface SubmitOrder {
  readonly type: 'SubmitOrder';
  readonly orderId: string;
  readonly website: string;
  readonly lines: readonly CommandLine[];
  readonly holdId?: string;
  readonly shipUntil?: string;
  readonly customer?: string;
  readonly placedAt?: string;
}

/** Says what the order shall be as a whole: a product that is left out goes to 0. */
export interface AmendOrder {
  readonly type: 'AmendOrder';
  readonly orderId: string;
  readonly lines: readonly CommandLine[];
}

export interface ShipmentLine extends CommandLine {
  /** Default: where it is allocated, in the order of the promises. */
  readonly warehouse?: string;
}

export interface ShipOrder {
  readonly type: 'ShipOrder';
  readonly orderId: string;
  /** What goes out; absent: everything open. */
  readonly lines?: readonly ShipmentLine[];
  readonly reference?: string;
}

export interface ReturnLine extends CommandLine {
  /** Whether it goes back on hand. */
  readonly restock: boolean;
  /** Default: where it was shipped from. */
  readonly warehouse?: string;
}

export interface ReturnOrder {
  readonly type: 'ReturnOrder';
  readonly orderId: string;
  readonly lines: readonly ReturnLine[];
  readonly reason?: string;
}

/** Moves what is backordered of an order's promise from one warehouse of its website to another. */
export interface MoveBackorder {
  readonly type: 'MoveBackorder';
  readonly orderId: string;
  readonly sku: string;
  /** Default: the primary unit. */
  readonly unit?: string;
  readonly from: string;
  readonly to: string;
  /** Positive; absent: everything that is backordered there. */
  readonly quantity?: Quantity;
}

export interface CancelOrder {
  readonly type: 'CancelOrder';
  readonly orderId: string;
  /** What to take off; absent: everything open. */
  readonly lines?: readonly CommandLine[];
  readonly reason?: string;
}

export type ScopeCommand =
  | DefineOrganization
  | DefineWebsite
  | DefineCategory
  | MoveCategory
  | OpenWarehouse
  | CloseWarehouse
  | AssignWarehouses;

export type ProductCommand =
  | RegisterProduct
  | RenameProduct
  | MoveProduct
  | ChangeKit
  | SetStatus
  | AdjustLevel
  | CountLevel;

export type OptionCommand = SetOption | ClearOption;

export type OrderCommand = SubmitOrder | AmendOrder | CancelOrder | ShipOrder | ReturnOrder;

export type CountSheetCommand = OpenCountSheet | CountLines | CloseCountSheet;

export type TransferCommand = TransferStock | DispatchTransfer | ReceiveTransfer;
export type HoldCommand = HoldStock | ReleaseHold;

export type Command =
  | ScopeCommand
  | ProductCommand
  | OptionCommand
  | OrderCommand
  | MoveBackorder
  | TransferCommand
  | CountSheetCommand
  | HoldCommand;
