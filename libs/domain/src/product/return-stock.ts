import { openWarehouses, warehousesOf } from '../scopes/warehouses-of.ts';
import { type Accepted, accept, type Refused, refuse } from '../shared/decision.ts';
import { formatQuantity, minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { warehouseClosed } from '../warehouse/closed.ts';
import type { DecisionContext } from './context.ts';
import { type DemandLine, sumLines } from './demand.ts';
import type { ProductEvent, ReturnShare } from './events.ts';
import { followUp } from './follow-up.ts';
import { levelOf } from './levels.ts';
import { lastStepOf } from './promises.ts';
import { outOfRange, unknownProduct } from './quantity-reasons.ts';
import { ALREADY_APPLIED, type AlreadyApplied } from './rulings.ts';
import type { ProductState } from './state.ts';
import { takingStep } from './steps.ts';
import { findUnit, levelUnitOf, toLevelUnit } from './units.ts';

/** What comes back of one product. */
export interface StockReturn {
  readonly orderId: string;
  readonly operation: number;
  readonly sku: string;
  readonly website: string;
  readonly lines: readonly ReturnDemandLine[];
  /** Where it went out, in the order of shipping, as far as it is not back. */
  readonly origins: readonly Origin[];
  readonly reason?: string;
}

export interface ReturnDemandLine extends DemandLine {
  readonly restock: boolean;
  /** Absent: where it was shipped from, in the order of shipping; where that is not open, the website's first. */
  readonly warehouse?: string;
}

/** A quantity that was shipped from one warehouse, in the unit of the level. */
export interface Origin {
  readonly warehouse: string;
  readonly unit: string;
  readonly quantity: Quantity;
}

/**
 * Takes back shipped goods. What is restocked is on hand again, fills backorders and may bring the product back in
 * stock, in the same append; what is not changes no level.
 *
 * Refused: WAREHOUSE_CLOSED where it is to be restocked and the warehouse is not open, OUT_OF_RANGE.
 */
export function returnStock(
  product: ProductState | null,
  returned: StockReturn,
  context: DecisionContext,
): Accepted<ProductEvent> | Refused | AlreadyApplied {
  const { orderId, operation, sku, lines, reason } = returned;
  if (product === null) return refuse(unknownProduct(sku, `${lines[0]?.path ?? 'lines'}.sku`));
  if (lastStepOf(product.promises, orderId) >= takingStep(operation)) return ALREADY_APPLIED;
  const reasons: Reason[] = [];
  sumLines(product, lines, reasons);
  const arrivals = arrivalsOf(product, returned, context, reasons);
  for (const { unit, warehouse, quantity, restocked, path } of arrivals) {
    const onHand = levelOf(product, unit, warehouse)?.onHand ?? ZERO;
    if (restocked) reasons.push(...outOfRange(sku, unit, onHand + quantity, `${path}.quantity`));
  }
  if (reasons.length > 0) return refuse(...reasons);
  const event: ProductEvent = {
    type: 'StockReturned',
    data: {
      orderId,
      operation,
      sku,
      returns: arrivals.map((arrival) => shareOf(product, arrival)),
      ...(reason !== undefined && { reason }),
    },
  };
  const shifts = arrivals.flatMap(({ unit, warehouse, quantity, restocked }) =>
    restocked ? [{ unit, warehouse, onHand: quantity }] : [],
  );
  return accept(event, ...followUp(product, shifts, {}, context));
}

/** What comes back to one warehouse. */
interface Arrival {
  readonly warehouse: string;
  readonly unit: string;
  quantity: Quantity;
  readonly restocked: boolean;
  /** Of the first of its lines. */
  readonly path: string;
}

function arrivalsOf(
  product: ProductState,
  { lines, origins, website }: StockReturn,
  { scopes }: DecisionContext,
  reasons: Reason[],
): readonly Arrival[] {
  const open = openWarehouses(scopes);
  const [first] = warehousesOf(website, scopes);
  const left = origins.map((origin) => ({ ...origin }));
  const arrivals: Arrival[] = [];
  const arrive = (warehouse: string, unit: string, quantity: Quantity, line: ReturnDemandLine) => {
    const known = arrivals.find(
      (arrival) =>
        arrival.warehouse === warehouse && arrival.unit === unit && arrival.restocked === line.restock,
    );
    if (known !== undefined) known.quantity += quantity;
    else arrivals.push({ warehouse, unit, quantity, restocked: line.restock, path: line.path });
  };
  for (const line of lines) {
    const unit = findUnit(product, line.unit);
    if (unit === undefined) continue;
    const levelUnit = levelUnitOf(product, unit);
    let rest = toLevelUnit(product, unit, line.quantity);
    if (line.warehouse !== undefined) {
      if (line.restock && !open.has(line.warehouse)) {
        reasons.push(warehouseClosed(line.warehouse, `${line.path}.warehouse`));
      }
      arrive(line.warehouse, levelUnit, rest, line);
      continue;
    }
    for (const origin of left) {
      const part = origin.unit === levelUnit ? minimum(rest, origin.quantity) : ZERO;
      if (part === ZERO) continue;
      const back = !line.restock || open.has(origin.warehouse) ? origin.warehouse : first;
      if (back === undefined) reasons.push(warehouseClosed(origin.warehouse, `${line.path}.warehouse`));
      else arrive(back, levelUnit, part, line);
      origin.quantity -= part;
      rest -= part;
    }
    if (rest > ZERO) throw new RangeError(`more of ${product.sku} comes back than was shipped`);
  }
  return arrivals;
}

function shareOf(product: ProductState, { warehouse, unit, quantity, restocked }: Arrival): ReturnShare {
  const onHand = levelOf(product, unit, warehouse)?.onHand ?? ZERO;
  const figures = restocked
    ? { before: { onHand: formatQuantity(onHand) }, after: { onHand: formatQuantity(onHand + quantity) } }
    : { before: {}, after: {} };
  return { warehouse, unit, quantity: formatQuantity(quantity), restocked, ...figures };
}
