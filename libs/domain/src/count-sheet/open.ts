import { unknownWarehouse } from '../scopes/unknown.ts';
import { alreadyExists } from '../shared/already-exists.ts';
import type { OpenCountSheet } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { warehouseClosed } from '../warehouse/closed.ts';
import type { CountSheetEvent } from './events.ts';
import type { WarehouseSheets } from './state.ts';

/**
 * Opens a sheet on which many products of a warehouse are counted.
 *
 * Refused: UNKNOWN_WAREHOUSE, WAREHOUSE_CLOSED, ALREADY_EXISTS.
 */
export function openCountSheet(
  sheets: WarehouseSheets | null,
  { sheetId, warehouse, reference }: OpenCountSheet,
): Decision<CountSheetEvent> {
  if (sheets === null) return refuse(unknownWarehouse(warehouse, 'warehouse'));
  if (sheets.state === 'closed') return refuse(warehouseClosed(warehouse, 'warehouse'));
  if (sheets.sheets.has(sheetId)) return refuse(alreadyExists('count sheet', sheetId, 'sheetId'));
  return accept({
    type: 'CountSheetOpened',
    data: { sheetId, warehouse, ...(reference !== undefined && { reference }) },
  });
}
