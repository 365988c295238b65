import { unknownWarehouse } from '../scopes/unknown.ts';
import { type Refused, refuse } from '../shared/decision.ts';
import { quote } from '../shared/quote.ts';
import type { CountSheet, WarehouseSheets } from './state.ts';

/** The open sheet that a command names, or why it may not be worked at. */
export function checkOpen(
  sheets: WarehouseSheets | null,
  { warehouse, sheetId }: { readonly warehouse: string; readonly sheetId: string },
): { readonly kind: 'open'; readonly sheet: CountSheet } | Refused {
  if (sheets === null) return refuse(unknownWarehouse(warehouse, 'warehouse'));
  const sheet = sheets.sheets.get(sheetId);
  if (sheet === undefined) {
    return refuse({
      code: 'UNKNOWN_COUNT_SHEET',
      message: `there is no count sheet ${quote(sheetId)} at ${quote(warehouse)}`,
      path: 'sheetId',
    });
  }
  if (sheet.status === 'open') return { kind: 'open', sheet };
  return refuse({
    code: 'COUNT_SHEET_NOT_OPEN',
    message: `the count sheet ${quote(sheetId)} is ${sheet.status}`,
    path: 'sheetId',
    status: sheet.status,
  });
}
