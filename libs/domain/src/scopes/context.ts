import type { Scopes } from './state.ts';

/** What a decision on a scope may look at besides the scope's own stream. */
export interface ScopeContext {
  /** All scopes, as fresh as this process has folded them. */
  readonly scopes: Scopes;
}
