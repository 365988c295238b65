import { sql } from 'kysely';
import type { Category, OwnOptions } from '#domain';
import { LOW_INVENTORY_OPTIONS, type OptionName, type ScopeRef, type Scopes, STATUS_OPTIONS } from '#domain';
import type { Snapshot } from './live-database.ts';
import { withSubCategories } from './sub-categories.ts';

/** An option, or what stands for all that bear on status and low inventory: where a category hangs. */
export type Changed = OptionName | 'parent' | 'warehouses';

/**
 * Skus after one, in order, of products whose status or low inventory may change with the option at the scope: those
 * that inherit it from there. A product's status follows from its own organization and category, never from a website
 * or from what warehouses are assigned.
 */
export async function skusReached(
  { db }: Snapshot,
  scope: ScopeRef,
  changed: Changed,
  scopes: Scopes,
  after: string,
  limit: number,
): Promise<string[]> {
  if (!bears(changed) || scope.level === 'website') return [];
  const isShadowed = ({ options }: { readonly options: OwnOptions }) =>
    changed !== 'parent' && options[changed as OptionName] !== undefined;
  let query = db
    .selectFrom('products')
    .select('sku')
    .where('sku', '>', after)
    // A kit's status is derived, and it has no levels that could be low.
    .where('kit', 'is', null)
    .orderBy('sku')
    .limit(limit);

  if (scope.level === 'product') query = query.where('sku', '=', scope.code ?? '');
  else if (scope.level === 'category') {
    const inheriting = withSubCategories(scope.code ?? '', scopes, (category) => !isShadowed(category));
    query = query.where('category', 'in', inheriting);
  } else {
    const shadowed = shadowedCategories(scopes, isShadowed);
    if (shadowed.length > 0) {
      query = query.where((eb) => eb.or([eb('category', 'is', null), eb('category', 'not in', shadowed)]));
    }
    const others = [...scopes.organizations.values()].filter(isShadowed).map(({ code }) => code);
    if (scope.level === 'organization') query = query.where('organization', '=', scope.code ?? '');
    else if (others.length > 0) query = query.where('organization', 'not in', others);
  }
  if (scope.level !== 'product' && changed !== 'parent') {
    query = query.where('options', 'not like', `%"${changed}":%`);
  }
  if (STATUS_OPTIONS.includes(changed as OptionName)) {
    // A status that stock does not change: discontinued, or taken out of stock by hand.
    query = query.where(sql<boolean>`(status = 'in_stock' or taken_by_threshold = 1)`);
  }
  return (await query.execute()).map(({ sku }) => sku);
}

const bears = (changed: Changed): boolean =>
  changed === 'parent' ||
  STATUS_OPTIONS.includes(changed as OptionName) ||
  LOW_INVENTORY_OPTIONS.includes(changed as OptionName);

/** Categories that have the option themselves, with all below them. */
function shadowedCategories(scopes: Scopes, isShadowed: (category: Category) => boolean): string[] {
  const found = [...scopes.categories.values()].filter(isShadowed);
  return [...new Set(found.flatMap(({ code }) => withSubCategories(code, scopes)))];
}
