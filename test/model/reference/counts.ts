/** Adjustments and counts of a level, also such as are dated before others. */
import { isAt, move, onHandAt } from './levels.ts';
import {
  type CommandOf,
  DONE,
  type Fact,
  type LevelName,
  NOTHING,
  type Reason,
  type Result,
  refused,
  type Shop,
  sum,
} from './shop.ts';
import { applyStatusRule } from './status.ts';
import { inLevelUnit, isTooPrecise, levelUnitOf, type Product, type Unit, unitOf } from './units.ts';
import { reasonsAgainstPlace } from './warehouses.ts';

interface AtLevel {
  readonly sku: string;
  readonly warehouse: string;
  readonly unit?: string;
  readonly effectiveAt?: string;
}

/** The level that a command means. */
interface Found {
  readonly product: Product;
  readonly unit: Unit;
  readonly level: LevelName;
  /** As of when; undefined: as of now. */
  readonly at: number | undefined;
}

function found(
  shop: Shop,
  { sku, warehouse, ...command }: AtLevel,
  quantity: number,
): Found | readonly Reason[] {
  const product = shop.products.get(sku);
  if (product === undefined) return [{ code: 'UNKNOWN_PRODUCT', sku }];
  if (product.kit !== undefined) return [{ code: 'VALIDATION_FAILED', sku }];
  const reasons: Reason[] = [];
  const unit = unitOf(product, command.unit);
  const at = command.effectiveAt === undefined ? undefined : Date.parse(command.effectiveAt);
  if (unit === undefined) reasons.push({ code: 'UNKNOWN_UNIT', sku, unit: command.unit });
  else if (isTooPrecise(unit, quantity)) {
    reasons.push({ code: 'PRECISION_EXCEEDED', sku, unit: unit.code, requested: quantity });
  }
  if (!shop.warehouses.has(warehouse)) reasons.push({ code: 'UNKNOWN_WAREHOUSE' });
  if (at !== undefined && at > shop.nowMs) reasons.push({ code: 'VALIDATION_FAILED' });
  if (unit === undefined || reasons.length > 0) return reasons;
  return { product, unit, level: { sku, unit: levelUnitOf(product, unit), warehouse }, at };
}

/** What was on hand at an instant, by effective time. */
const onHandAsOf = (facts: readonly Fact[], at: number): number =>
  sum(
    facts
      .filter((fact) => fact.at <= at && (fact.until === undefined || at < fact.until))
      .map((f) => f.change),
  );

/** How a change that is dated stands among the facts of its level. */
interface Place {
  readonly onHand: number;
  /** The number of the last fact that had moved something by then. */
  readonly movedAt: number;
  /** The next count after it, which absorbs it. */
  readonly until: number | undefined;
  /** On hand from then on up to that count, whenever it changed. */
  readonly moments: readonly number[];
}

function placeOf(shop: Shop, level: LevelName, at: number | undefined): Place {
  const facts = shop.facts.filter(isAt(level));
  const moved = facts.filter(({ change }) => change !== 0);
  const later = at === undefined ? [] : facts.filter((fact) => fact.at > at);
  if (at === undefined || later.length === 0) {
    const onHand = onHandAt(shop, level);
    const today = moved.filter(({ until }) => until === undefined);
    return { onHand, movedAt: today.at(-1)?.number ?? 0, until: undefined, moments: [onHand] };
  }
  const counts = later.filter(({ isCount }) => isCount).map((fact) => fact.at);
  const until = counts.length === 0 ? undefined : Math.min(...counts);
  const times = facts.flatMap((fact) => [fact.at, fact.until ?? fact.at]);
  const between = times.filter((time) => time > at && (until === undefined || time < until));
  return {
    onHand: onHandAsOf(facts, at),
    movedAt: moved.filter((fact) => fact.at <= at).at(-1)?.number ?? 0,
    until,
    moments: [at, ...between].map((time) => onHandAsOf(facts, time)),
  };
}

const reasonsAgainstChange = (shop: Shop, level: LevelName, { moments }: Place, change: number) => [
  ...reasonsAgainstPlace(shop, level.warehouse),
  ...(moments.some((onHand) => onHand + change < 0)
    ? [{ code: 'NEGATIVE_ON_HAND', ...level, requested: change }]
    : []),
];

export function adjustLevel(shop: Shop, command: CommandOf<'AdjustLevel'>): Result {
  const asked = Number(command.quantity);
  const at = found(shop, command, asked);
  if (!('product' in at)) return refused(...at);
  const { product, unit, level } = at;
  const place = placeOf(shop, level, at.at);
  const change = inLevelUnit(product, unit, asked);
  const reasons = reasonsAgainstChange(shop, level, place, change);
  if (reasons.length > 0) return refused(...reasons);
  if (change === 0) return NOTHING;
  apply(shop, at, change, place, false);
  return DONE;
}

/** What a counter had before them. */
export interface Seen {
  readonly revision?: number | undefined;
  readonly quantity?: number | undefined;
}

/** The latest revision of a product that is known. */
export const latestRevision = (shop: Shop, sku: string): number =>
  shop.seen.findLast((each) => each.sku === sku)?.revision ?? -1;

export const isToCome = (shop: Shop, sku: string, { revision }: Pick<Seen, 'revision'>): boolean =>
  revision !== undefined && revision > latestRevision(shop, sku);

/** How many facts there were at the revision. */
const factsAt = (shop: Shop, sku: string, revision: number): number =>
  shop.seen.findLast((each) => each.sku === sku && each.revision <= revision)?.facts ?? 0;

export function countLevel(shop: Shop, command: CommandOf<'CountLevel'>): Result {
  const { revision, quantity } = command.seen ?? {};
  const saw = { revision, quantity: quantity === undefined ? undefined : Number(quantity) };
  return count(shop, command, Number(command.counted), saw);
}

/** States what was counted of a level. */
export function count(
  shop: Shop,
  command: AtLevel & { readonly keepCount?: boolean },
  counted: number,
  seen: Seen,
): Result {
  const at = found(shop, command, counted);
  if (!('product' in at)) return refused(...at);
  const { product, unit, level } = at;
  const place = placeOf(shop, level, at.at);
  const change = inLevelUnit(product, unit, counted) - place.onHand;
  const reasons: Reason[] = [...reasonsAgainstChange(shop, level, place, change)];
  if (isToCome(shop, level.sku, seen)) reasons.push({ code: 'VALIDATION_FAILED' });
  const saw = seen.quantity === undefined ? undefined : inLevelUnit(product, unit, seen.quantity);
  const isLater = seen.revision !== undefined && place.movedAt > factsAt(shop, level.sku, seen.revision);
  const isOther = saw !== undefined && saw !== place.onHand;
  if ((isLater || isOther) && command.keepCount !== true) {
    reasons.push({ code: 'MOVED_SINCE_COUNT', ...level });
  }
  if (reasons.length > 0) return refused(...reasons);
  apply(shop, at, change, place, true);
  return DONE;
}

function apply(
  shop: Shop,
  { product, level, at }: Found,
  change: number,
  { until }: Place,
  isCount: boolean,
): void {
  move(shop, level, change, { ...(at !== undefined && { at }), until, isCount });
  if (change !== 0 && until === undefined) applyStatusRule(shop, product);
}
