import type { Api } from '../api/api.ts';
import { pagesOf, query } from '../api/queries.ts';
import type { LostDemand } from './tally.ts';

/** A product by name, with what is available of it in each unit. */
export interface ProductExample {
  readonly sku: string;
  readonly name: string;
  readonly available: readonly { readonly unit: string; readonly quantity: string }[];
}

/** How many products there are of a kind, and the first of them by sku. */
export interface ProductGroup {
  readonly count: number;
  readonly examples: readonly ProductExample[];
}

/** How the stock stands after a load. */
export interface StockOverview {
  readonly products: number;
  readonly outOfStock: ProductGroup;
  /** In stock, but low. */
  readonly low: ProductGroup;
  /** What refused orders asked most, with the products' names. */
  readonly lostDemand: readonly (LostDemand & { readonly name: string })[];
}

interface Product {
  readonly sku: string;
  readonly name: string;
  readonly status: string;
  readonly label: string;
  readonly totals: readonly { readonly unit: string; readonly available: string }[];
}

const EXAMPLES_MAX = 10;

/** Asks how the stock stands, once the read models have reached a position. */
export async function stockOverview(
  api: Api,
  lostDemand: readonly LostDemand[],
  position: string | undefined,
): Promise<StockOverview> {
  const outOfStock = { count: 0, examples: [] as ProductExample[] };
  const low = { count: 0, examples: [] as ProductExample[] };
  let products = 0;
  for await (const page of pagesOf<Product>(api, '/v1/products', { minPosition: position })) {
    products += page.length;
    for (const product of page) {
      if (product.status === 'out_of_stock') enter(outOfStock, product);
      else if (product.label === 'low_inventory') enter(low, product);
    }
  }
  const named = [];
  for (const lost of lostDemand) named.push({ ...lost, name: await nameOf(api, lost.sku) });
  return { products, outOfStock, low, lostDemand: named };
}

function enter(group: { count: number; examples: ProductExample[] }, { sku, name, totals }: Product): void {
  group.count += 1;
  if (group.examples.length >= EXAMPLES_MAX) return;
  const available = totals.map((total) => ({ unit: total.unit, quantity: total.available }));
  group.examples.push({ sku, name, available });
}

async function nameOf(api: Api, sku: string): Promise<string> {
  const { name } = (await query(api, `/v1/products/${encodeURIComponent(sku)}`)) as { name: string };
  return name;
}
