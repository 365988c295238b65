import {
  type CountSheetEvent,
  countSheetsDefinition,
  type WarehouseEvent,
  type WarehouseSheets,
} from '#domain';
import type { StreamKind } from '../mailbox/stream-kind.ts';

const SHEET_BYTES = 400;
const LINE_BYTES = 350;

/** How a warehouse's count sheets are folded, and what they weigh: as much as the lines of those that are open. */
export const sheetsKind: StreamKind<WarehouseSheets | null> = {
  initial: () => countSheetsDefinition.initial(),
  evolve: (state, event) => countSheetsDefinition.evolve(state, event as CountSheetEvent | WarehouseEvent),
  bytesOf: (state) => (state === null ? 0 : state.sheets.size * SHEET_BYTES + state.lines * LINE_BYTES),
};
