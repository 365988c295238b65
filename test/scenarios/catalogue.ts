import { optionRows } from './orocommerce-options.ts';
import { stockRows } from './orocommerce-stock.ts';
import { ledgerRows } from './peers-ledgers.ts';
import { magentoRows } from './peers-magento.ts';
import { shopRows } from './peers-shops.ts';
import type { Row } from './row.ts';

/** Rows that are run. */
export const ROWS: readonly Row[] = [...stockRows, ...optionRows, ...magentoRows, ...shopRows, ...ledgerRows];

const range = (prefix: string, ...numbers: readonly number[]): string[] =>
  numbers.map(
    (number) => `${prefix}${String(number).padStart(prefix === 'ORO' || prefix === 'SHOPIFY' ? 1 : 2, '0')}`,
  );

/**
 * Every row that was read from other systems' tests, by its id: OroCommerce (ORO, OC), Magento (MG), Vendure (VE),
 * Medusa (ME), Saleor (SA), Spree (SP), Solidus (SO), ERPNext (ER), Odoo (OD), InvenTree (IN), an event-sourced example
 * (HE), and behaviours of Shopify's API.
 */
export const IDS: readonly string[] = [
  ...range('ORO', 1, 3, ...sequence(6, 18), 21, 22, 23, 24, 25, 28, 30, 33, 34, ...sequence(37, 65)),
  ...range('ORO', 67, ...sequence(69, 73), ...sequence(76, 81), 83, 84),
  ...range('MG', 3, 6, 8, 9, 10, 12, 13, ...sequence(15, 19), 21, 22, 27, 28, 29, 30, 31),
  ...range('VE', ...sequence(1, 5), 7, 9, 13, 14, 16, 17, 18),
  ...range('ME', 2, 5, 6, 11, 12),
  ...range('SA', 3, 4, 6, 8, 9, ...sequence(11, 15), 17, 18, 19, 21),
  ...range('SP', 1, 2, 4, 5, 6, 8, 10, 11),
  ...range('SO', 12, 14),
  ...range('ER', 1, 3, 4, 6, 15, 17, 18, 19),
  ...range('OD', 3, 4, 6, 8, 9, 10, 12, 13, 16),
  ...range('IN', 2),
  ...range('OC', 1, 3, 6, 8, 9, 12),
  ...range('HE', ...sequence(1, 6)),
  ...range('SHOPIFY', ...sequence(1, 3)),
];

function sequence(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
