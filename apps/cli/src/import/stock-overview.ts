import type { Api } from '../api/api.ts';
import { pagesOf, query } from '../api/queries.ts';
import type { LostDemand } from './tally.ts';

/** A product by name, with what is available of it. */
export interface ProductExample {
  readonly sku: string;
  readonly name: string;
  readonly unit: string;
  readonly available: string;
}

/** How many products there are of a kind, and the first of them. */
export interface ProductGroup {
  readonly count: number;
  readonly examples: readonly ProductExample[];
}

/** How the stock stands after a load. */
export interface StockOverview {
  readonly outOfStock: ProductGroup;
  readonly low: ProductGroup;
  /** What refused orders asked most, with the products' names. */
  readonly lostDemand: readonly (LostDemand & { readonly name: string })[];
}

const EXAMPLES = 10;

/** Asks how the stock stands, once the read models have reached a position. */
export async function stockOverview(
  api: Api,
  lostDemand: readonly LostDemand[],
  position: string | undefined,
): Promise<StockOverview> {
  const outOfStock = await groupOf(api, { status: 'out_of_stock', minPosition: position });
  const low = await groupOf(api, { low: true, minPosition: position });
  const named = [];
  for (const lost of lostDemand) named.push({ ...lost, name: await nameOf(api, lost.sku) });
  return { outOfStock, low, lostDemand: named };
}

async function groupOf(
  api: Api,
  filter: Readonly<Record<string, string | boolean | undefined>>,
): Promise<ProductGroup> {
  const examples: ProductExample[] = [];
  let count = 0;
  let last: string | undefined;
  for await (const levels of pagesOf<ProductExample>(api, '/v1/levels', filter)) {
    for (const { sku, name, unit, available } of levels) {
      // A product's levels stand together: one for each warehouse and unit.
      if (sku === last) continue;
      last = sku;
      count += 1;
      if (examples.length < EXAMPLES) examples.push({ sku, name, unit, available });
    }
  }
  return { count, examples };
}

async function nameOf(api: Api, sku: string): Promise<string> {
  const { name } = (await query(api, `/v1/products/${encodeURIComponent(sku)}`)) as { name: string };
  return name;
}
