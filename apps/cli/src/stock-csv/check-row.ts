import { formatQuantity, hasPrecision, parseQuantity, type QuantityFault, type Status } from '#domain';
import type { BulkItem } from '../api/api.ts';
import { STATUS_NAMES, statusNamed, unitNamed } from './names.ts';
import type { StockRow } from './read-rows.ts';

/** What of a ledger a stock file is checked against. */
export interface KnownProduct {
  readonly units: readonly { readonly code: string; readonly precision: number }[];
  /** Of a kit: the status that is shown; null: it is no kit. */
  readonly kitStatus: Status | null;
}

export interface Known {
  product(sku: string): KnownProduct | undefined;
  /** The status of a warehouse; undefined: there is none. */
  warehouse(code: string): string | undefined;
}

/** Why a row changes nothing. */
export interface RowError {
  readonly row: number;
  readonly sku: string;
  readonly column: string;
  /** As the API names it. */
  readonly code: string;
  readonly message: string;
}

/** What a row asks for. */
export interface RowCommands {
  readonly status?: BulkItem;
  readonly count?: BulkItem;
}

/** A row's commands without their ids, or all that is wrong with it. */
export type CheckedRow =
  | { readonly kind: 'good'; readonly commands: RowCommands }
  | { readonly kind: 'bad'; readonly errors: readonly RowError[] };

/**
 * Checks the rows of a file one after the other, without effect. What an empty cell or an absent column stands for
 * is left alone.
 */
export class RowChecker {
  readonly #known: Known;
  readonly #warehouse: string;
  /** The first status that the file gives a product. */
  readonly #statuses = new Map<string, Status>();

  /** @param warehouse where quantities are counted whose row names no warehouse */
  constructor(known: Known, warehouse: string) {
    this.#known = known;
    this.#warehouse = warehouse;
  }

  check(row: StockRow): CheckedRow {
    const errors: RowError[] = [];
    const fail: Fail = (column, code, message) =>
      void errors.push({ row: row.number, sku: row.sku, column, code, message });
    if (row.hasTooManyCells) fail('', 'VALIDATION_FAILED', 'the row has more cells than the header');
    const status = this.#status(row, fail);
    const count = this.#count(row, fail);
    if (errors.length > 0) return { kind: 'bad', errors };
    return { kind: 'good', commands: { ...(count && { count }), ...(status && { status }) } };
  }

  #status({ sku, status: text }: StockRow, fail: Fail): BulkItem | undefined {
    if (text === '') return undefined;
    const status = statusNamed(text);
    if (status === undefined) {
      fail('Inventory Status', 'VALIDATION_FAILED', `${quote(text)} is none of ${STATUS_NAMES.join(', ')}`);
      return undefined;
    }
    const first = this.#statuses.get(sku) ?? status;
    this.#statuses.set(sku, first);
    if (first !== status) {
      fail('Inventory Status', 'VALIDATION_FAILED', `a row above gives ${quote(sku)} another status`);
    }
    // What follows from a kit's components is not to be set by hand: a file that was exported changes nothing.
    if (status === this.#known.product(sku)?.kitStatus) return undefined;
    return { type: 'SetStatus', data: { sku, status } };
  }

  #count(row: StockRow, fail: Fail): BulkItem | undefined {
    const { sku, quantity: text } = row;
    if (sku === '') fail('SKU', 'VALIDATION_FAILED', 'the sku is missing');
    const product = this.#known.product(sku);
    if (sku !== '' && product === undefined) {
      fail('SKU', 'UNKNOWN_PRODUCT', `there is no product ${quote(sku)}`);
    }
    const warehouse = row.warehouse === '' ? this.#warehouse : row.warehouse;
    if (row.warehouse !== '' || text !== '') this.#checkWarehouse(warehouse, fail);
    const unit = product && this.#unitOf(row, product, fail);
    if (text === '') return undefined;
    if (product !== undefined && product.kitStatus !== null)
      fail('Quantity', 'VALIDATION_FAILED', `${quote(sku)} is a kit: it has no stock of its own`);
    const counted = parseQuantity(text);
    if (typeof counted !== 'bigint') {
      fail('Quantity', ...faultOf(text, counted));
      return undefined;
    }
    if (counted < 0n) fail('Quantity', 'VALIDATION_FAILED', 'a counted quantity is not negative');
    if (unit === undefined) return undefined;
    if (!hasPrecision(counted, unit.precision)) {
      const most = `${unit.precision} decimals`;
      fail(
        'Quantity',
        'PRECISION_EXCEEDED',
        `${text} has more decimals than ${unit.code} of ${quote(sku)}: ${most}`,
      );
    }
    return {
      type: 'CountLevel',
      data: { sku, warehouse, unit: unit.code, counted: formatQuantity(counted), reason: 'import' },
    };
  }

  #checkWarehouse(code: string, fail: Fail): void {
    const status = this.#known.warehouse(code);
    if (status === undefined) fail('Warehouse', 'UNKNOWN_WAREHOUSE', `there is no warehouse ${quote(code)}`);
    else if (status !== 'open')
      fail('Warehouse', 'WAREHOUSE_CLOSED', `the warehouse ${quote(code)} is closed`);
  }

  #unitOf({ sku, unit: text }: StockRow, { units }: KnownProduct, fail: Fail) {
    const unit = unitNamed(units, text);
    if (unit === undefined) fail('Unit', 'UNKNOWN_UNIT', `${quote(sku)} has no unit ${quote(text)}`);
    return unit;
  }
}

type Fail = (column: string, code: string, message: string) => void;

const quote = (text: string): string => JSON.stringify(text);

function faultOf(text: string, fault: QuantityFault): readonly [code: string, message: string] {
  switch (fault) {
    case 'out-of-range':
      return ['OUT_OF_RANGE', `${text} is beyond 10^10`];
    case 'too-precise':
      return ['PRECISION_EXCEEDED', `${text} has more than 10 decimals`];
    default:
      return ['VALIDATION_FAILED', `${quote(text)} is no decimal such as 12 or 12.5`];
  }
}
