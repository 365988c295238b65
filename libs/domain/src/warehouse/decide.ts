import type { ScopeContext } from '../scopes/context.ts';
import type { WarehouseEvent } from '../scopes/events.ts';
import type { Warehouse } from '../scopes/state.ts';
import { unknownOrganization, unknownWarehouse } from '../scopes/unknown.ts';
import { alreadyExists } from '../shared/already-exists.ts';
import type { CloseWarehouse, OpenWarehouse } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import type { Reason } from '../shared/reason.ts';
import { warehouseClosed } from './closed.ts';

export type WarehouseCommand = OpenWarehouse | CloseWarehouse;

/** Decides what happens to a warehouse; null is one that was never opened. */
export function decideWarehouse(
  warehouse: Warehouse | null,
  command: WarehouseCommand,
  { scopes }: ScopeContext,
): Decision<WarehouseEvent> {
  if (command.type === 'CloseWarehouse') return decideClosing(warehouse, command);
  const { code, name, organization } = command;
  const reasons: Reason[] = [];
  if (warehouse !== null) reasons.push(alreadyExists('warehouse', code, 'code'));
  if (organization !== undefined && !scopes.organizations.has(organization)) {
    reasons.push(unknownOrganization(organization, 'organization'));
  }
  if (reasons.length > 0) return refuse(...reasons);
  const data = { code, name, ...(organization !== undefined && { organization }) };
  return accept({ type: 'WarehouseOpened', data });
}

/**
 * The first of the two steps of closing: from here on nothing new comes in. `finishClosing` is the second, once all
 * that was decided before is seen. One that is closing already goes on closing.
 */
function decideClosing(warehouse: Warehouse | null, command: CloseWarehouse): Decision<WarehouseEvent> {
  const { code } = command;
  switch (warehouse?.state) {
    case undefined:
      return refuse(unknownWarehouse(code, 'code'));
    case 'open':
      return accept({ type: 'WarehouseClosing', data: { code } });
    case 'closing':
      return accept(nothingChanged(command));
    case 'closed':
      return refuse(warehouseClosed(code, 'code'));
  }
}
