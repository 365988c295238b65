import { type Accepted, accept, type Refused, refuse } from '../shared/decision.ts';
import { formatQuantity, maximum, minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import { type DemandLine, sumLines } from './demand.ts';
import type { ProductEvent } from './events.ts';
import { exceedsOpen } from './exceeds-open.ts';
import type { Level } from './level.ts';
import { lastStepOf, promisesTo } from './promises.ts';
import { unknownProduct } from './quantity-reasons.ts';
import { ALREADY_APPLIED, type AlreadyApplied } from './rulings.ts';
import type { ProductState, Unit } from './state.ts';
import { takingStep } from './steps.ts';
import { findUnit, fromLevelUnit, levelUnitOf, toLevelUnit } from './units.ts';

/** What a shipment takes out of stock of one product. */
export interface StockShipment {
  readonly orderId: string;
  readonly operation: number;
  readonly sku: string;
  readonly lines: readonly ShipmentDemandLine[];
}

export interface ShipmentDemandLine extends DemandLine {
  /** Absent: where it is promised, in the order of the promises. */
  readonly warehouse?: string;
}

/**
 * Ships what an order was promised: on hand and allocated fall together, so that nothing else changes. Only what is
 * there goes out, and only from where it is promised.
 *
 * Refused: EXCEEDS_OPEN beyond what is promised, INSUFFICIENT_STOCK beyond what of it is there.
 */
export function shipStock(
  product: ProductState | null,
  shipment: StockShipment,
): Accepted<ProductEvent> | Refused | AlreadyApplied {
  const { orderId, operation, sku, lines } = shipment;
  if (product === null) return refuse(unknownProduct(sku, `${lines[0]?.path ?? 'lines'}.sku`));
  if (lastStepOf(product.promises, orderId) >= takingStep(operation)) return ALREADY_APPLIED;
  const reasons: Reason[] = [];
  sumLines(product, lines, reasons);
  const stands = standsOf(product, orderId);
  for (const line of lines) {
    const unit = findUnit(product, line.unit);
    if (unit !== undefined) reasons.push(...take(product, stands, line, unit));
  }
  if (reasons.length > 0) return refuse(...reasons);
  const shipments = stands.flatMap(({ level, taken }) =>
    taken === ZERO
      ? []
      : [
          {
            warehouse: level.warehouse,
            unit: level.unit,
            quantity: formatQuantity(taken),
            before: figuresOf(level.onHand, level.allocated),
            after: figuresOf(level.onHand - taken, level.allocated - taken),
          },
        ],
  );
  return accept({ type: 'StockShipped', data: { orderId, operation, sku, shipments } });
}

const figuresOf = (onHand: Quantity, allocated: Quantity) => ({
  onHand: formatQuantity(onHand),
  allocated: formatQuantity(allocated),
});

/** What an order is promised at one level, and what the shipment takes of it. */
interface Stand {
  readonly level: Level;
  promised: Quantity;
  /** How much of `promised` is there. */
  there: Quantity;
  taken: Quantity;
}

/** In the order of the promises. */
function standsOf(product: ProductState, orderId: string): readonly Stand[] {
  const stands = new Map<Level, Stand>();
  for (const { level, quantity, backordered } of [...promisesTo(product.promises, orderId)].reverse()) {
    const stand = stands.get(level) ?? { level, promised: ZERO, there: ZERO, taken: ZERO };
    stand.promised += quantity;
    stand.there += quantity - backordered;
    stands.set(level, stand);
  }
  // A large loss may not have been told to every order yet.
  for (const stand of stands.values()) stand.there = minimum(stand.there, maximum(ZERO, stand.level.onHand));
  return [...stands.values()];
}

/** Takes what a line asks for; why not, where that is not promised or not there. */
function take(
  product: ProductState,
  stands: readonly Stand[],
  line: ShipmentDemandLine,
  unit: Unit,
): readonly Reason[] {
  const own = stands.filter(
    ({ level }) =>
      level.unit === levelUnitOf(product, unit) &&
      (line.warehouse === undefined || level.warehouse === line.warehouse),
  );
  let rest = toLevelUnit(product, unit, line.quantity);
  const promised = own.reduce((sum, stand) => sum + stand.promised, ZERO);
  const there = own.reduce((sum, stand) => sum + stand.there, ZERO);
  const inUnit = (quantity: Quantity) => fromLevelUnit(product, unit, quantity);
  if (rest > promised) {
    const reason = exceedsOpen(product.sku, unit.code, line.quantity, inUnit(promised), line.path);
    return [{ ...reason, ...at(line) }];
  }
  if (rest > there) return [notThere(product, line, unit, inUnit(there))];
  for (const stand of own) {
    const part = minimum(rest, stand.there);
    stand.there -= part;
    stand.promised -= part;
    stand.taken += part;
    rest -= part;
  }
  return [];
}

const at = ({ warehouse }: ShipmentDemandLine) => warehouse !== undefined && { warehouse };

function notThere(
  { sku }: ProductState,
  line: ShipmentDemandLine,
  { code: unit }: Unit,
  there: Quantity,
): Reason {
  const [requested, sellable] = [formatQuantity(line.quantity), formatQuantity(there)];
  return {
    code: 'INSUFFICIENT_STOCK',
    message: `${requested} ${unit} of ${quote(sku)} is to be shipped and ${sellable} of what is promised is there`,
    path: `${line.path}.quantity`,
    sku,
    unit,
    ...at(line),
    requested,
    sellable,
  };
}
