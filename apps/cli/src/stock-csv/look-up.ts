import type { Status } from '#domain';
import type { Api } from '../api/api.ts';
import { bodyOf, lastPosition, pagesOf, query } from '../api/queries.ts';
import type { Known, KnownProduct } from './check-row.ts';

interface Product {
  readonly sku: string;
  readonly units: KnownProduct['units'];
  readonly kit: object | null;
  readonly status: Status;
}

/** Beyond so many products a file asks for, all are listed: a page of a thousand costs little more than one alone. */
const ASKED_SINGLY_MAX = 200;

/** Asks the ledger for all that a file's rows name: these products, and every warehouse. */
export async function lookUp(api: Api, skus: ReadonlySet<string>): Promise<Known> {
  const minPosition = await lastPosition(api);
  const products = new Map<string, KnownProduct>();
  const enter = ({ sku, units, kit, status }: Product) =>
    products.set(sku, { units, kitStatus: kit === null ? null : status });
  if (skus.size > ASKED_SINGLY_MAX) {
    for await (const page of pagesOf<Product>(api, '/v1/products', { minPosition })) {
      for (const product of page) if (skus.has(product.sku)) enter(product);
    }
  } else {
    await query(api, '/v1/warehouses', { limit: 1, minPosition });
    for (const sku of skus) {
      const answer = await api.request('GET', `/v1/products/${encodeURIComponent(sku)}`);
      if (answer.status === 200) enter(bodyOf(answer) as Product);
    }
  }
  const warehouses = new Map<string, string>();
  for await (const page of pagesOf<{ code: string; status: string }>(api, '/v1/warehouses', {
    minPosition,
  })) {
    for (const { code, status } of page) warehouses.set(code, status);
  }
  return { product: (sku) => products.get(sku), warehouse: (code) => warehouses.get(code) };
}
