import type { Status } from '../options/catalogue.ts';
import { resolveOptions } from '../options/resolve.ts';
import type { ResolvedOptions } from '../options/resolved.ts';
import type { Scopes } from '../scopes/state.ts';
import { warehousesOf } from '../scopes/warehouses-of.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import { type Asked, perUnit } from './demand.ts';
import { heldFor } from './holds.ts';
import { availableAt } from './levels.ts';
import { type Purpose, STATUSES_FOR } from './purpose.ts';
import type { ProductState } from './state.ts';
import { isShort } from './tracking.ts';

/**
 * The product's status on a website. Discontinued, or set by hand since the last automatic change, is the same
 * everywhere; else it follows from the website's own warehouses and options. What the threshold had taken out of
 * stock stays so where restocking is not automatic.
 *
 * @param holdId a cart's own hold, which is left out.
 */
export function statusOn(
  product: ProductState,
  website: string,
  scopes: Scopes,
  options: ResolvedOptions = resolveOptions(product, website, scopes),
  holdId?: string,
): Status {
  const { status, setByHand, takenByThreshold } = product;
  if (status === 'discontinued' || setByHand) return status;
  if (takenByThreshold && !options.values.automaticRestock && !isTakenByHold(product, holdId)) {
    return 'out_of_stock';
  }
  const warehouses = warehousesOf(website, scopes);
  const own = heldFor(product.holds, holdId);
  const isOut = isShort(product, options, (unit) => availableAt(product, unit, warehouses, own));
  return isOut ? 'out_of_stock' : 'in_stock';
}

const isTakenByHold = ({ takenBy }: ProductState, holdId: string | undefined): boolean =>
  holdId !== undefined && takenBy !== null && 'holdId' in takenBy && takenBy.holdId === holdId;

/** STATUS_NOT_ALLOWED: the product may not be had for the purpose with the status that it has there. */
export function checkStatus(
  asked: Asked,
  status: Status,
  purpose: Purpose,
  options: ResolvedOptions,
  reasons: Reason[],
): void {
  const option = STATUSES_FOR[purpose];
  const allowed = options.values[option];
  if (allowed.includes(status)) return;
  const { sku } = asked;
  const message = `${quote(sku)} is ${status}; ${option} allows ${allowed.join(', ') || 'none'}`;
  const source = options.source(option);
  for (const { unit, path } of perUnit(asked)) {
    reasons.push({
      code: 'STATUS_NOT_ALLOWED',
      message,
      ...(path !== undefined && { path: `${path}.sku` }),
      sku,
      ...(unit !== undefined && { unit }),
      status,
      allowed,
      source,
    });
  }
}
