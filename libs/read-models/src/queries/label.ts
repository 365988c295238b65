import { type Label, labelOf, resolveOptions, type Scopes, type Status, upcomingAt } from '#domain';
import type { Row } from '../database/tables.ts';
import { ownOptionsOf } from './scopes-of.ts';

/**
 * What a buyer is told of a product where no website is asked about.
 *
 * @param now ISO 8601 UTC.
 */
export function labelOfProduct(product: Row<'products'>, low: boolean, scopes: Scopes, now: string): Label {
  const { sku, organization, category, revision } = product;
  const options = ownOptionsOf(product.options);
  const withOptions = { sku, organization, category, options, optionsRevision: revision };
  const { upcoming } = upcomingAt(resolveOptions(withOptions, null, scopes), now);
  return labelOf(product.status as Status, { upcoming, low });
}
