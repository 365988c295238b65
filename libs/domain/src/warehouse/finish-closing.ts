import type { WarehouseContent, WarehouseEvent } from '../scopes/events.ts';
import type { Warehouse } from '../scopes/state.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';

/** How many levels an event and a refusal name of what is still there. */
const CONTENTS_MAX = 100;

/**
 * The second step of closing: closed if nothing is left there, else open again.
 *
 * @param contents every level there that is not zero, and what is on its way there, in the order of skus.
 * @throws RangeError when the warehouse is not closing: the caller must have recorded that first.
 */
export function finishClosing(warehouse: Warehouse, contents: readonly WarehouseContent[]): WarehouseEvent {
  const { code, state } = warehouse;
  if (state !== 'closing') throw new RangeError(`the warehouse ${code} is ${state}, not closing`);
  if (contents.length === 0) return { type: 'WarehouseClosed', data: { code } };
  return {
    type: 'WarehouseReopened',
    data: { code, contents: contents.slice(0, CONTENTS_MAX), count: contents.length },
  };
}

/** Why the warehouse could not close: one reason for each level that `WarehouseReopened` names. */
export const warehouseNotEmpty = (code: string, contents: readonly WarehouseContent[]): Reason[] =>
  contents.map((content) => ({
    code: 'WAREHOUSE_NOT_EMPTY',
    message: `the warehouse ${quote(code)} still has ${content.onHand} ${content.unit} of ${quote(content.sku)} on hand, ${content.allocated} allocated, ${content.held} held${onItsWay(content)}`,
    path: 'code',
    warehouse: code,
    ...content,
  }));

const onItsWay = ({ inTransit }: WarehouseContent): string =>
  inTransit === undefined ? '' : `, ${inTransit} on its way there`;
