/** The stable codes with which a rule says no. Part of the contract with clients. */
export type ReasonCode =
  | 'UNKNOWN_PRODUCT'
  | 'UNKNOWN_UNIT'
  | 'UNKNOWN_WAREHOUSE'
  | 'UNKNOWN_WEBSITE'
  | 'UNKNOWN_CATEGORY'
  | 'UNKNOWN_ORGANIZATION'
  | 'UNKNOWN_ORDER'
  | 'UNKNOWN_HOLD'
  | 'UNKNOWN_TRANSFER'
  | 'UNKNOWN_COUNT_SHEET'
  | 'ALREADY_EXISTS'
  | 'INSUFFICIENT_STOCK'
  | 'BACKORDER_LIMIT_EXCEEDED'
  | 'BELOW_MINIMUM'
  | 'ABOVE_MAXIMUM'
  | 'NOT_AN_INCREMENT'
  | 'STATUS_NOT_ALLOWED'
  | 'SHIPS_TOO_LATE'
  | 'PRECISION_EXCEEDED'
  | 'OUT_OF_RANGE'
  | 'NEGATIVE_ON_HAND'
  | 'MOVED_SINCE_COUNT'
  | 'OPTION_UNKNOWN'
  | 'OPTION_NOT_SETTABLE_HERE'
  | 'OPTION_INVALID'
  | 'MINIMUM_ABOVE_MAXIMUM'
  | 'WAREHOUSE_NOT_EMPTY'
  | 'WAREHOUSE_CLOSED'
  | 'EXCEEDS_OPEN'
  | 'ORDER_NOT_OPEN'
  | 'HOLD_NOT_OPEN'
  | 'COUNT_SHEET_NOT_OPEN'
  | 'CATEGORY_CYCLE'
  | 'VALIDATION_FAILED';

/** Why a command was refused: one rule, the field or product it concerns, and the figures behind it. */
export interface Reason {
  readonly code: ReasonCode;
  /** A sentence for people: what was asked, what is so, which rule. */
  readonly message: string;
  /** The command's field that is to blame, e.g. `lines[2].quantity`. */
  readonly path?: string;
  readonly sku?: string;
  readonly unit?: string;
  readonly warehouse?: string;
  /** What was asked for, in the unit, as a decimal string. */
  readonly requested?: string;
  /** What could have been had, in the unit, as a decimal string. */
  readonly sellable?: string;
  /** The limit that was broken, as a decimal string. */
  readonly limit?: string;
  /** The level that set the option behind the limit. */
  readonly source?: { readonly level: string; readonly code?: string };
  /** What is still open of the order, hold or transfer, as a decimal string. */
  readonly open?: string;
  /** Further figures, e.g. what moved since a count or what a warehouse still holds. */
  readonly [detail: string]: unknown;
}
