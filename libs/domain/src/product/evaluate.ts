import { kitsServable, statusFor } from '../kit/serve.ts';
import { resolveOptions } from '../options/resolve.ts';
import type { ResolvedOptions } from '../options/resolved.ts';
import type { Website } from '../scopes/state.ts';
import { unknownWebsite } from '../scopes/unknown.ts';
import { warehousesOf } from '../scopes/warehouses-of.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import type { DecisionContext } from './context.ts';
import {
  beyond,
  type DemandLine,
  type EvaluatedDemand,
  type LevelDemand,
  type ProductDemand,
  sumLines,
} from './demand.ts';
import type { Demand, UnmetDemand } from './events.ts';
import { heldFor } from './holds.ts';
import { checkLimits } from './limits.ts';
import { wantsGoods } from './purpose.ts';
import { unknownProduct } from './quantity-reasons.ts';
import { sellableAt } from './sellable.ts';
import type { ProductState } from './state.ts';
import { checkStatus } from './status.ts';
import { checkStock } from './stock-check.ts';
import { fromLevelUnit } from './units.ts';
import { checkShipping } from './upcoming.ts';

/** The answer to the question whether the product can be had. */
export interface Evaluation {
  /** Why not, by every rule; empty when it can be had. */
  readonly reasons: readonly Reason[];
  readonly sums: readonly EvaluatedDemand[];
  /** The options that decided; null where product or website are unknown. */
  readonly options: ResolvedOptions | null;
  /** What was evaluated, on which state and when: the product's revision and the version of the scopes. */
  readonly demand: ProductDemand;
  readonly product: ProductState | null;
  readonly revision: number;
  readonly optionsVersion: number;
}

/**
 * Whether evaluating the same demand again would give the same answer, for nothing has happened since. A state that was
 * given up, and one that took its place, may have come to the same revision by different events.
 */
export const isStillGood = (
  earlier: Evaluation,
  product: ProductState | null,
  asked: ProductDemand,
  { scopes }: DecisionContext,
): boolean =>
  earlier.demand === asked &&
  earlier.product === product &&
  earlier.revision === product?.revision &&
  earlier.optionsVersion === scopes.version;

/**
 * Checks a demand against every rule, without effect: product and unit known, precision, status allowed on the
 * website, minimum, maximum, increment, sellable, shipping date. Lines of the product are summed per level. Stock and
 * date count for orders and carts only. Of an amendment, stock, status and date are asked for what it adds.
 */
export function evaluateDemand(
  product: ProductState | null,
  demand: ProductDemand,
  context: DecisionContext,
): Evaluation {
  const website = context.scopes.websites.get(demand.website);
  if (website === undefined) return cannotTell(demand, [unknownWebsite(demand.website, 'website')]);
  // What became a product only after the lines were read is none of them either.
  const isRead = product?.kit == null || demand.lines.every(({ kit }) => kit === 'whole');
  if (product === null || !isRead) return cannotTell(demand, unknownEverywhere(demand));
  return evaluateOn(product, demand, website, context);
}

function evaluateOn(
  product: ProductState,
  demand: ProductDemand,
  website: Website,
  context: DecisionContext,
): Evaluation {
  const { scopes, now } = context;
  const { lines, whole, givenUp, shipUntil, purpose = 'order', holdId } = demand;
  const options = resolveOptions(product, website.code, scopes);
  const warehouses = warehousesOf(website.code, scopes);
  const own = heldFor(product.holds, holdId);
  const reasons: Reason[] = [];
  const limited = sumLines(product, whole ?? lines, reasons);
  const added = whole === undefined ? limited : sumLines(product, lines, []);
  const sums = beyond(product, added, givenUp).map(({ unit, quantity, inKits, parts, path }) => ({
    unit,
    quantity,
    parts,
    path,
    inKits,
    sellable:
      product.kit === null
        ? sellableAt(product, unit, warehouses, options, ZERO, own)
        : kitsServable(product, unit, website.code, context, holdId),
  }));
  const isAskedFor = whole === undefined || added.length > 0;
  const asked = { sku: product.sku, sums: added };
  if (isAskedFor) {
    const status = statusFor(product, website.code, context, options, holdId);
    checkStatus(asked, status, purpose, options, reasons);
  }
  for (const sum of limited) checkLimits(product.sku, options, sum, reasons);
  // The stock of a kit is that of its components, which are asked themselves.
  if (wantsGoods(purpose) && product.kit === null) {
    for (const sum of sums) checkStock(product, options, sum, reasons);
  }
  if (isAskedFor && shipUntil !== undefined && wantsGoods(purpose)) {
    checkShipping(asked, shipUntil, website.timeZone, options, now, reasons);
  }
  const { revision } = product;
  return { reasons, sums, options, demand, product, revision, optionsVersion: scopes.version };
}

const cannotTell = (demand: ProductDemand, reasons: readonly Reason[]): Evaluation => ({
  reasons,
  sums: [],
  options: null,
  demand,
  product: null,
  revision: -1,
  optionsVersion: -1,
});

/** One reason for each unit of a product that does not exist. */
function unknownEverywhere({ sku, lines }: ProductDemand): Reason[] {
  const isFirstOfUnit = ({ unit }: DemandLine, index: number) =>
    lines.findIndex((line) => line.unit === unit) === index;
  return lines.filter(isFirstOfUnit).map(({ unit, path }) => ({
    ...unknownProduct(sku, `${path}.sku`),
    ...(unit !== undefined && { unit }),
  }));
}

/** What was asked in each unit, as events carry it. */
export const writtenDemand = (sums: readonly LevelDemand[]): readonly Demand[] =>
  sums.flatMap(({ parts }) =>
    parts.map(({ unit, quantity }) => ({ unit: unit.code, quantity: formatQuantity(quantity) })),
  );

/** What was asked in each unit and could have been sold in it, as lost demand is recorded. */
export const unmetDemand = (product: ProductState, { sums }: Evaluation): readonly UnmetDemand[] =>
  sums.flatMap(({ parts, sellable }) =>
    parts.map(({ unit, quantity }) => ({
      unit: unit.code,
      quantity: formatQuantity(quantity),
      sellable: sellable === null ? null : formatQuantity(fromLevelUnit(product, unit, sellable)),
    })),
  );
