import type { ScopeContext } from '../scopes/context.ts';
import type { ProductState } from './state.ts';
import type { OnHandFact } from './timeline.ts';

/** What a decision on a product or order may look at besides its own stream. */
export interface DecisionContext extends ScopeContext {
  /** The decision's time, `YYYY-MM-DDTHH:mm:ss.sssZ`: an input, so that a replay can supply it again. */
  readonly now: string;
  /** The products that kits are made of, as far as the decision is about kits; null: there is no such product. */
  readonly products?: ProductsOf;
  /**
   * For a backdated change: the facts about its level's on hand that were recorded after its effective time, in that
   * order ({@link levelToReadFor} says when they are needed).
   */
  readonly facts?: readonly OnHandFact[];
}

/** Finds the state of a product by its sku; null: there is no such product. */
export type ProductsOf = (sku: string) => ProductState | null;
