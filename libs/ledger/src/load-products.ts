import { type ProductState, type ProductsOf, productStream } from '#domain';
import type { Core } from './core.ts';

/**
 * The states of products, as far as this process knows or can load them. They go on changing: what they say is right
 * in the turn in which it is asked.
 */
export async function loadProducts({ products }: Core, skus: Iterable<string>): Promise<ProductsOf> {
  const states = new Map<string, ProductState | null>();
  await Promise.all(
    Array.from(skus, async (sku) => states.set(sku, await products.mailbox(productStream(sku)).look())),
  );
  return (sku) => states.get(sku) ?? null;
}
