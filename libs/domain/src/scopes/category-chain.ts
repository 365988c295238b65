import type { Category, Scopes } from './state.ts';

/** The category, its parent, and so on up to the top of the tree. Nothing for no category or an unknown one. */
export function* categoryChain(code: string | null, { categories }: Scopes): Iterable<Category> {
  for (let next = code; next !== null; ) {
    const category = categories.get(next);
    if (category === undefined) return;
    yield category;
    next = category.parent;
  }
}
