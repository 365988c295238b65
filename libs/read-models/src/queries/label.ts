import { resolveOptions, type Scopes, type Status } from '#domain';
import type { Row } from '../database/tables.ts';
import type { Label } from './answers.ts';
import { ownOptionsOf } from './scopes-of.ts';

/**
 * The label shown to a buyer where no website is asked about: upcoming, else low inventory (only in stock), else the
 * status. Upcoming: the flag is on, and its date is not past where labels past their date are hidden.
 *
 * @param now ISO 8601 UTC.
 */
export function labelOf(product: Row<'products'>, isLow: boolean, scopes: Scopes, now: string): Label {
  const { sku, organization, category, revision } = product;
  const options = ownOptionsOf(product.options);
  const withOptions = { sku, organization, category, options, optionsRevision: revision };
  const { values } = resolveOptions(withOptions, null, scopes);
  const { isUpcoming, availabilityDate, hideLabelsPastAvailabilityDate } = values;
  const isPast = availabilityDate !== null && availabilityDate < now;
  if (isUpcoming && !(isPast && hideLabelsPastAvailabilityDate)) return 'upcoming';
  const status = product.status as Status;
  return isLow && status === 'in_stock' ? 'low_inventory' : status;
}
