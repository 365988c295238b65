import { unknownWarehouse } from '../scopes/unknown.ts';
import { warehousesOf } from '../scopes/warehouses-of.ts';
import type { MoveBackorder } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { formatQuantity, maximum, minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import { warehouseClosed } from '../warehouse/closed.ts';
import { consequencesOf } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import { exceedsOpen } from './exceeds-open.ts';
import { availableOf, levelOf } from './levels.ts';
import { promisesTo } from './promises.ts';
import { outOfRange, precisionExceeded, unknownUnit } from './quantity-reasons.ts';
import { shortfallOf } from './shortfall.ts';
import type { ProductState, Unit } from './state.ts';
import { findUnit, fromLevelUnit, levelUnitOf, toLevelUnit } from './units.ts';

/**
 * Moves what is backordered of an order's promise to another warehouse of its website. There it stands behind all
 * that is promised already, and what is available fills it in the same append.
 *
 * @param website that of the order.
 *
 * Refused: UNKNOWN_UNIT, UNKNOWN_WAREHOUSE, WAREHOUSE_CLOSED, PRECISION_EXCEEDED, OUT_OF_RANGE, EXCEEDS_OPEN beyond
 * what is backordered at `from`, and VALIDATION_FAILED for a warehouse that the website does not sell from.
 */
export function decideBackorderMove(
  product: ProductState,
  command: MoveBackorder,
  website: string,
  context: DecisionContext,
): Decision<ProductEvent> {
  const { orderId, from, to } = command;
  const unit = findUnit(product, command.unit);
  const reasons = [...placeFaults(command, website, context)];
  if (unit === undefined) return refuse(unknownUnit(product.sku, command.unit, 'unit'), ...reasons);
  const levelUnit = levelUnitOf(product, unit);
  const [source, target] = [levelOf(product, levelUnit, from), levelOf(product, levelUnit, to)];
  let backordered = ZERO;
  for (const promise of promisesTo(product.promises, orderId)) {
    if (promise.level === source) backordered += promise.backordered;
  }
  const quantity = movedOf(product, command, unit, backordered, reasons);
  const [allocated, available] = [
    target?.allocated ?? ZERO,
    target === undefined ? ZERO : availableOf(target),
  ];
  reasons.push(...outOfRange(product.sku, levelUnit, allocated + quantity, 'quantity'));
  if (reasons.length > 0 || source === undefined) return refuse(...reasons);
  // Older promises there that are still to be told that their goods came are filled before it.
  const awaitsFilling = target !== undefined && target.backordered > shortfallOf(target);
  const filled = awaitsFilling ? ZERO : minimum(quantity, maximum(ZERO, available));
  const { sku } = product;
  const place = { orderId, sku, warehouse: to, unit: levelUnit };
  const moved: ProductEvent = {
    type: 'BackorderMoved',
    data: {
      orderId,
      sku,
      unit: levelUnit,
      from,
      to,
      quantity: formatQuantity(quantity),
      levels: [
        levelChange(from, levelUnit, source.allocated, -quantity),
        levelChange(to, levelUnit, allocated, quantity),
      ],
    },
  };
  const filling: ProductEvent[] =
    filled === ZERO
      ? []
      : [{ type: 'BackorderFilled', data: { ...place, quantity: formatQuantity(filled) } }];
  const changes = [
    { unit: levelUnit, warehouse: from, available: quantity },
    { unit: levelUnit, warehouse: to, available: -quantity },
  ];
  return accept(moved, ...filling, ...consequencesOf(product, { changes }, context));
}

const levelChange = (warehouse: string, unit: string, allocated: Quantity, change: Quantity) => ({
  warehouse,
  unit,
  before: { allocated: formatQuantity(allocated) },
  after: { allocated: formatQuantity(allocated + change) },
});

/** How much is to be moved, in the unit of the level; all that is backordered where the command says nothing else. */
function movedOf(
  product: ProductState,
  { quantity: asked }: MoveBackorder,
  unit: Unit,
  backordered: Quantity,
  reasons: Reason[],
): Quantity {
  const { sku } = product;
  if (asked !== undefined) reasons.push(...precisionExceeded(sku, unit, asked, 'quantity'));
  const quantity = asked === undefined ? backordered : toLevelUnit(product, unit, asked);
  if (quantity > backordered || quantity === ZERO) {
    const open = fromLevelUnit(product, unit, backordered);
    const { path: _, ...reason } = exceedsOpen(sku, unit.code, asked ?? ZERO, open, '');
    reasons.push({
      ...reason,
      message: `${formatQuantity(open)} ${unit.code} of ${quote(sku)} is backordered there`,
      path: 'quantity',
    });
  }
  return quantity;
}

function placeFaults(
  { from, to }: MoveBackorder,
  website: string,
  { scopes }: DecisionContext,
): readonly Reason[] {
  const faults: Reason[] = [];
  if (!scopes.warehouses.has(from)) faults.push(unknownWarehouse(from, 'from'));
  const target = scopes.warehouses.get(to);
  if (target === undefined) faults.push(unknownWarehouse(to, 'to'));
  else if (target.state !== 'open') faults.push(warehouseClosed(to, 'to'));
  else if (from === to) faults.push(invalid('to', 'what is backordered is moved to another warehouse'));
  else if (!warehousesOf(website, scopes).includes(to)) {
    faults.push(invalid('to', `the website ${quote(website)} does not sell from the warehouse ${quote(to)}`));
  }
  return faults;
}

const invalid = (path: string, message: string): Reason => ({ code: 'VALIDATION_FAILED', message, path });
