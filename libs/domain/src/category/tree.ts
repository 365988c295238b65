import type { CategoriesEvent } from '../scopes/events.ts';
import type { Category } from '../scopes/state.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';

/** All categories, by code. Their options are folded from their own streams: empty where only the tree is folded. */
export type CategoryTree = Map<string, Category>;

/** The stream `categories`; null before the first category is defined. */
export const categoriesDefinition: StreamDefinition<CategoryTree | null, CategoriesEvent> = {
  initial: () => null,
  evolve(state, event) {
    const tree: CategoryTree = state ?? new Map();
    switch (event.type) {
      case 'CategoryDefined': {
        const { code, name, parent = null } = event.data;
        tree.set(code, { code, name, parent, options: {} });
        break;
      }
      case 'CategoryMoved': {
        const category = tree.get(event.data.code);
        if (category === undefined) throw new RangeError('CategoryMoved before CategoryDefined');
        category.parent = event.data.to;
        break;
      }
      case 'NothingChanged':
        break;
    }
    return tree;
  },
};
