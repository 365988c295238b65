import type { NothingChanged } from '../product/events.ts';
import type { WarehousesAssigned } from '../scopes/events.ts';
import type { Scopes } from '../scopes/state.ts';
import { unknownWarehouse } from '../scopes/unknown.ts';
import type { AssignWarehouses } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import { warehouseClosed } from './closed.ts';

/**
 * Says which warehouses a website, organization or the system may sell from, in priority order. The list that is
 * assigned already changes nothing; the empty list means: from none.
 *
 * Refused, each item for itself: UNKNOWN_WAREHOUSE, WAREHOUSE_CLOSED, VALIDATION_FAILED where one is named twice.
 */
export function decideAssignment(
  assigned: readonly string[] | null,
  command: AssignWarehouses,
  scopes: Scopes,
): Decision<WarehousesAssigned | NothingChanged> {
  const { warehouses } = command;
  if (assigned !== null && isSameList(assigned, warehouses)) return accept(nothingChanged(command));
  const seen = new Set<string>();
  const reasons = warehouses.flatMap((code, index) => {
    const fault = seen.has(code) ? namedTwice(code, index) : faultOf(code, index, scopes);
    seen.add(code);
    return fault ?? [];
  });
  if (reasons.length > 0) return refuse(...reasons);
  return accept({ type: 'WarehousesAssigned', data: { warehouses } });
}

function faultOf(code: string, index: number, { warehouses }: Scopes): Reason | undefined {
  const warehouse = warehouses.get(code);
  if (warehouse === undefined) return unknownWarehouse(code, `warehouses[${index}]`);
  return warehouse.state === 'open' ? undefined : warehouseClosed(code, `warehouses[${index}]`);
}

const namedTwice = (code: string, index: number): Reason => ({
  code: 'VALIDATION_FAILED',
  message: `the warehouse ${quote(code)} is named twice`,
  path: `warehouses[${index}]`,
});

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);
