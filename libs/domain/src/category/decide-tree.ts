import type { CategoriesEvent } from '../scopes/events.ts';
import { unknownCategory } from '../scopes/unknown.ts';
import { alreadyExists } from '../shared/already-exists.ts';
import type { DefineCategory, MoveCategory } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import type { CategoryTree } from './tree.ts';

/** Decides what happens to the tree of categories: one stream for all, so that a cycle is impossible. */
export function decideCategories(
  state: CategoryTree | null,
  command: DefineCategory | MoveCategory,
): Decision<CategoriesEvent> {
  const tree: CategoryTree = state ?? new Map();
  return command.type === 'DefineCategory' ? decideDefinition(tree, command) : decideMove(tree, command);
}

function decideDefinition(
  tree: CategoryTree,
  { code, name, parent }: DefineCategory,
): Decision<CategoriesEvent> {
  const reasons: Reason[] = [];
  if (tree.has(code)) reasons.push(alreadyExists('category', code, 'code'));
  if (parent !== undefined && !tree.has(parent)) reasons.push(unknownCategory(parent, 'parent'));
  if (reasons.length > 0) return refuse(...reasons);
  return accept({ type: 'CategoryDefined', data: { code, name, ...(parent !== undefined && { parent }) } });
}

/** Moves a category, with all below it, under another one or (null) to the top. */
function decideMove(tree: CategoryTree, command: MoveCategory): Decision<CategoriesEvent> {
  const { code, parent: to } = command;
  const category = tree.get(code);
  const reasons: Reason[] = [];
  if (category === undefined) reasons.push(unknownCategory(code, 'code'));
  if (to !== null && !tree.has(to)) reasons.push(unknownCategory(to, 'parent'));
  if (category === undefined || reasons.length > 0) return refuse(...reasons);
  if (isWithin(tree, to, code)) return refuse(cycle(code, to));
  if (category.parent === to) return accept(nothingChanged(command));
  return accept({ type: 'CategoryMoved', data: { code, from: category.parent, to } });
}

/** Whether `code` is `ancestor` or lies below it. */
function isWithin(tree: CategoryTree, code: string | null, ancestor: string): boolean {
  for (let next = code; next !== null; next = tree.get(next)?.parent ?? null) {
    if (next === ancestor) return true;
  }
  return false;
}

const cycle = (code: string, to: string | null): Reason => ({
  code: 'CATEGORY_CYCLE',
  message: `the category ${quote(code)} cannot be put under ${quote(to)}: that is the category itself or lies below it`,
  path: 'parent',
});
