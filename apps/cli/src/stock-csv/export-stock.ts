import { stringify } from 'csv-stringify/sync';
import type { Api } from '../api/api.ts';
import { lastPosition, pagesOf } from '../api/queries.ts';
import { COLUMN_TITLES } from './columns.ts';
import { displayName } from './names.ts';

interface Product {
  readonly sku: string;
  readonly name: string;
  readonly status: string;
  readonly levels: readonly { readonly warehouse: string; readonly unit: string; readonly onHand: string }[];
}

const { sku, product, status, warehouse, quantity, unit } = COLUMN_TITLES;

/**
 * The stock as CSV in OroCommerce's columns, a text of many rows at a time: a row for each level, what is on hand
 * there; one without quantity for a product that has none.
 */
export async function* stockCsv(api: Api): AsyncGenerator<string> {
  yield stringify([[sku, product, status, warehouse, quantity, unit]]);
  for await (const products of pages(api)) yield stringify(products.flatMap(levelRows));
}

/** The statuses as CSV in OroCommerce's columns. */
export async function* statusCsv(api: Api): AsyncGenerator<string> {
  yield stringify([[sku, product, status]]);
  for await (const products of pages(api)) yield stringify(products.map(nameCells));
}

async function* pages(api: Api): AsyncGenerator<readonly Product[]> {
  yield* pagesOf<Product>(api, '/v1/products', { minPosition: await lastPosition(api) });
}

const nameCells = (found: Product): string[] => [found.sku, found.name, displayName(found.status)];

const levelRows = (found: Product): string[][] =>
  found.levels.length === 0
    ? [[...nameCells(found), '', '', '']]
    : found.levels.map((level) => [...nameCells(found), level.warehouse, level.onHand, level.unit]);
