import type { ScopeContext } from '../scopes/context.ts';
import type { ProductState } from './state.ts';

/** What a decision on a product or order may look at besides its own stream. */
export interface DecisionContext extends ScopeContext {
  /** The decision's time, `YYYY-MM-DDTHH:mm:ss.sssZ`: an input, so that a replay can supply it again. */
  readonly now: string;
  /** The products that kits are made of, as far as the decision is about kits; null: there is no such product. */
  readonly products?: ProductsOf;
}

/** Finds the state of a product by its sku; null: there is no such product. */
export type ProductsOf = (sku: string) => ProductState | null;
