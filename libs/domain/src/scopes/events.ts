/** The facts of the scopes: websites, organizations, categories, warehouses and the system. */
import type { NothingChanged, OptionClearedData, OptionSetData } from '../product/events.ts';
import type { DomainEvent } from '../shared/decision.ts';

export type OptionEvent =
  | DomainEvent<'OptionSet', OptionSetData>
  | DomainEvent<'OptionCleared', OptionClearedData>;

/** The warehouses a scope may sell from, in priority order. */
export type WarehousesAssigned = DomainEvent<'WarehousesAssigned', { warehouses: readonly string[] }>;

export type OrganizationEvent =
  | DomainEvent<'OrganizationDefined', { code: string; name: string }>
  | OptionEvent
  | WarehousesAssigned
  | NothingChanged;

export type WebsiteEvent =
  | DomainEvent<'WebsiteDefined', { code: string; name: string; organization: string; timeZone: string }>
  | OptionEvent
  | WarehousesAssigned
  | NothingChanged;

export type SystemEvent = OptionEvent | WarehousesAssigned | NothingChanged;

/** Of the stream `categories`: the tree. */
export type CategoriesEvent =
  | DomainEvent<'CategoryDefined', { code: string; name: string; parent?: string }>
  | DomainEvent<'CategoryMoved', { code: string; from: string | null; to: string | null }>
  | NothingChanged;

/** Of a stream `category-<code>`: the category's own options. */
export type CategoryEvent = OptionEvent | NothingChanged;

export type WarehouseEvent =
  | DomainEvent<'WarehouseOpened', { code: string; name: string; organization?: string }>
  /** Nothing new comes in from here on. */
  | DomainEvent<'WarehouseClosing', { code: string }>
  | DomainEvent<'WarehouseClosed', { code: string }>
  /** Something was still there: open again. `contents` names some of it, `count` says how many levels in all. */
  | DomainEvent<'WarehouseReopened', { code: string; contents: readonly WarehouseContent[]; count: number }>
  | NothingChanged;

/** A level that keeps a warehouse from closing. */
export interface WarehouseContent {
  readonly sku: string;
  readonly unit: string;
  readonly onHand: string;
  readonly allocated: string;
  readonly held: string;
  /** What is on its way there; absent: nothing. */
  readonly inTransit?: string;
}
