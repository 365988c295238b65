import type { Page, PageRequest } from '../queries/answers.ts';

/** All items of a list, asked for page by page. */
export async function allPages<Item>(
  list: (page: PageRequest) => Promise<Page<Item>>,
  limit: number,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let request: PageRequest = { limit }; ; ) {
    const { items: some, next } = await list(request);
    if (some.length > limit) throw new RangeError(`${some.length} items in a page of ${limit}`);
    items.push(...some);
    if (next === null) return items;
    request = { limit, cursor: next };
  }
}
