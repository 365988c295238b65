import { decideOption } from '../options/decide-option.ts';
import { inheritedByCategory } from '../options/resolve.ts';
import type { ScopeContext } from '../scopes/context.ts';
import type { CategoryEvent } from '../scopes/events.ts';
import { unknownCategory } from '../scopes/unknown.ts';
import type { OptionCommand } from '../shared/commands.ts';
import { type Decision, refuse } from '../shared/decision.ts';
import type { CategoryOptions } from './state.ts';

/** Decides on a category's own options. Whether the category exists is for the tree to say. */
export function decideCategory(
  state: CategoryOptions | null,
  command: OptionCommand,
  { scopes }: ScopeContext,
): Decision<CategoryEvent> {
  const { code = '' } = command.scope;
  const category = scopes.categories.get(code);
  if (category === undefined) return refuse(unknownCategory(code, 'scope.code'));
  const source = { level: 'category', code } as const;
  const inherited = inheritedByCategory(category, scopes);
  return decideOption({ source, own: state?.options ?? {}, inherited }, command);
}
