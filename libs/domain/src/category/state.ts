import { evolveOwnOptions } from '../options/own-options.ts';
import type { OwnOptions } from '../options/value.ts';
import type { CategoryEvent } from '../scopes/events.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';

/** What a stream `category-<code>` holds: the category's own options. Its name and place are in the tree. */
export interface CategoryOptions {
  readonly options: OwnOptions;
}

/** A stream `category-<code>`; null before its first event. */
export const categoryDefinition: StreamDefinition<CategoryOptions | null, CategoryEvent> = {
  initial: () => null,
  evolve(state, event) {
    const category = state ?? { options: {} };
    if (event.type !== 'NothingChanged') evolveOwnOptions(category.options, event);
    return category;
  },
};
