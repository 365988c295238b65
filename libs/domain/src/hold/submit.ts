import { chooseComponents } from '../kit/choose.ts';
import { intendedLines } from '../kit/intended-lines.ts';
import type { DecisionContext } from '../product/context.ts';
import type { Unit } from '../product/state.ts';
import { unknownWebsite } from '../scopes/unknown.ts';
import type { HoldStock } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import type { HoldEvent } from './events.ts';
import { holdNotOpen, mustBeAtRest } from './not-open.ts';
import type { HoldState } from './state.ts';

const SECOND_MS = 1000;

/**
 * Opens an operation that holds: a new hold, or one that replaces what is held under the same id. For its kits it says
 * which components they are made of: those are held.
 *
 * @param units the product's unit of each line, in their order: that which the line names, else the primary one;
 *   undefined where the product or the unit is unknown.
 *
 * Refused, without a trace: UNKNOWN_WEBSITE, VALIDATION_FAILED where a line names components that its kit does not have, and HOLD_NOT_OPEN where the hold has ended: its life is over.
 *
 * @throws RangeError when an operation is open or an order has claimed the hold: that is to be driven to its end first.
 */
export function submitHold(
  hold: HoldState | null,
  { holdId, website, lines, expiresInSeconds }: HoldStock,
  units: readonly (Unit | undefined)[],
  context: DecisionContext,
): Decision<HoldEvent> {
  const { scopes, now } = context;
  if (hold !== null) mustBeAtRest(hold);
  if (hold !== null && hold.status !== null && hold.status !== 'open') return refuse(holdNotOpen(hold));
  if (!scopes.websites.has(website)) return refuse(unknownWebsite(website, 'website'));
  const kits = context.products && chooseComponents(lines, { website, purpose: 'cart', holdId }, context);
  if (kits !== undefined && kits.reasons.length > 0) return refuse(...kits.reasons);
  return accept({
    type: 'HoldSubmitted',
    data: {
      holdId,
      operation: hold === null ? 0 : hold.operation + 1,
      website,
      lines: intendedLines(lines, units, kits),
      expiresAt: new Date(Date.parse(now) + expiresInSeconds * SECOND_MS).toISOString(),
      decidedAt: now,
    },
  });
}
