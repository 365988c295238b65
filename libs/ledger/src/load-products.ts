import { type CommandLine, type ProductState, type ProductsOf, productStream } from '#domain';
import type { Core } from './core.ts';

/**
 * The states of products, as far as this process knows or can load them. They go on changing: what they say is right
 * in the turn in which it is asked.
 */
export async function loadProducts(core: Core, skus: Iterable<string>): Promise<ProductsOf> {
  return finder(await statesOf(core, skus));
}

/** The states of products, and of those that kits among them are made of. */
export async function loadWithKits(core: Core, skus: Iterable<string>): Promise<ProductsOf> {
  const states = await statesOf(core, skus);
  const parts = [...states.values()].flatMap((state) => skusOfKit(state));
  const missing = new Set(parts).difference(states);
  if (missing.size > 0) for (const [sku, state] of await statesOf(core, missing)) states.set(sku, state);
  return finder(states);
}

/** Whether one of the lines is about a kit, or names components as if it were. */
export const areAboutKits = (
  lines: readonly Pick<CommandLine, 'sku' | 'components'>[],
  products: (sku: string) => Pick<ProductState, 'kit'> | null,
): boolean =>
  lines.some(({ sku, components }) => components !== undefined || (products(sku)?.kit ?? null) !== null);

/** The products that a kit names; none for what is no kit. */
export const skusOfKit = (state: Pick<ProductState, 'kit'> | null): readonly string[] =>
  state?.kit?.components.flatMap(({ products }) => products) ?? [];

type States = Map<string, ProductState | null>;

async function statesOf({ products }: Core, skus: Iterable<string>): Promise<States> {
  const states: States = new Map();
  await Promise.all(
    Array.from(skus, async (sku) => states.set(sku, await products.mailbox(productStream(sku)).look())),
  );
  return states;
}

const finder =
  (states: States): ProductsOf =>
  (sku) =>
    states.get(sku) ?? null;
