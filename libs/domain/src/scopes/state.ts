/** What all scopes together say: the directory of websites, organizations, categories, warehouses and options. */
import type { OwnOptions } from '../options/value.ts';

export interface Organization {
  readonly code: string;
  readonly name: string;
  readonly options: OwnOptions;
  /** In priority order; null: not assigned, the system's count. */
  warehouses: readonly string[] | null;
}

export interface Website {
  readonly code: string;
  readonly name: string;
  readonly organization: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly options: OwnOptions;
  /** In priority order; null: not assigned, the organization's count. */
  warehouses: readonly string[] | null;
}

export interface Category {
  readonly code: string;
  readonly name: string;
  parent: string | null;
  readonly options: OwnOptions;
}

export interface Warehouse {
  readonly code: string;
  readonly name: string;
  readonly organization: string | null;
  state: 'open' | 'closing' | 'closed';
}

/** What is set for all organizations. */
export interface SystemScope {
  readonly options: OwnOptions;
  /** In priority order; null: not assigned. */
  warehouses: readonly string[] | null;
}

/**
 * The fold of every scope's stream, in log order. Folded in place like a product's state; `version` counts the
 * scope events folded and is what a decision records as `optionsVersion`.
 */
export interface Scopes {
  version: number;
  readonly organizations: Map<string, Organization>;
  readonly websites: Map<string, Website>;
  readonly categories: Map<string, Category>;
  readonly warehouses: Map<string, Warehouse>;
  system: SystemScope;
}
