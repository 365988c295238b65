import type { Category, Scopes } from '#domain';

/**
 * The category and all below it; itself alone when there is no such category.
 *
 * @param enter whether to go into a sub-category. Default: into all.
 */
export function withSubCategories(
  code: string,
  scopes: Scopes,
  enter: (category: Category) => boolean = () => true,
): string[] {
  const children = Map.groupBy(scopes.categories.values(), ({ parent }) => parent);
  const found = [code];
  // Grows while it is walked: each found category's children follow.
  for (const next of found) {
    for (const child of children.get(next) ?? []) if (enter(child)) found.push(child.code);
  }
  return found;
}
