import { chooseComponents } from '../kit/choose.ts';
import { intendedLines } from '../kit/intended-lines.ts';
import type { DecisionContext } from '../product/context.ts';
import type { Unit } from '../product/state.ts';
import { unknownWebsite } from '../scopes/unknown.ts';
import { alreadyExists } from '../shared/already-exists.ts';
import type { SubmitOrder } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import type { OrderEvent } from './events.ts';
import type { OrderState } from './state.ts';

/**
 * Opens operation 0: the order is on record, whatever becomes of it. For its kits it says which of their interchangeable
 * and optional components they are made of.
 *
 * @param units the product's unit of each line, in their order: that which the line names, else the primary one;
 *   undefined where the product or the unit is unknown.
 *
 * Refused, without a trace: ALREADY_EXISTS, UNKNOWN_WEBSITE, and VALIDATION_FAILED where a line names components that
 * its kit does not have.
 */
export function submitOrder(
  order: OrderState | null,
  command: SubmitOrder,
  units: readonly (Unit | undefined)[],
  context: DecisionContext,
): Decision<OrderEvent> {
  const { scopes, now } = context;
  const { orderId, website, holdId, shipUntil, customer, placedAt } = command;
  if (order !== null) return refuse(alreadyExists('order', orderId, 'orderId'));
  if (!scopes.websites.has(website)) return refuse(unknownWebsite(website, 'website'));
  const kits =
    context.products &&
    chooseComponents(
      command.lines,
      {
        website,
        ...(shipUntil !== undefined && { shipUntil }),
        ...(holdId !== undefined && { holdId }),
      },
      context,
    );
  if (kits !== undefined && kits.reasons.length > 0) return refuse(...kits.reasons);
  return accept({
    type: 'OrderSubmitted',
    data: {
      orderId,
      website,
      lines: intendedLines(command.lines, units, kits),
      ...(holdId !== undefined && { holdId }),
      ...(shipUntil !== undefined && { shipUntil }),
      ...(customer !== undefined && { customer }),
      ...(placedAt !== undefined && { placedAt }),
      decidedAt: now,
    },
  });
}
