import type { ScopeContext } from '../scopes/context.ts';

/** What a decision on a product or order may look at besides its own stream. */
export interface DecisionContext extends ScopeContext {
  /** The decision's time, `YYYY-MM-DDTHH:mm:ss.sssZ`: an input, so that a replay can supply it again. */
  readonly now: string;
}
