import type { WarehouseEvent } from '../scopes/events.ts';
import { quantityOf } from '../shared/quantity.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';
import type { CountedLine, CountSheetEvent } from './events.ts';
import { type CountSheet, levelName, type SheetLine, type WarehouseSheets } from './state.ts';

/** The count sheets of a stream `warehouse-<code>`; null before the warehouse is opened. */
export const countSheetsDefinition: StreamDefinition<
  WarehouseSheets | null,
  CountSheetEvent | WarehouseEvent
> = {
  initial: () => null,
  evolve(state, event) {
    if (event.type === 'WarehouseOpened') {
      return { code: event.data.code, state: 'open', sheets: new Map(), lines: 0 };
    }
    if (state === null) throw new RangeError(`${event.type} before WarehouseOpened`);
    fold(state, event);
    return state;
  },
};

type Folded = Exclude<CountSheetEvent | WarehouseEvent, { readonly type: 'WarehouseOpened' }>;

function fold(state: WarehouseSheets, event: Folded): void {
  switch (event.type) {
    case 'WarehouseClosing':
      state.state = 'closing';
      break;
    case 'WarehouseClosed':
      state.state = 'closed';
      break;
    case 'WarehouseReopened':
      state.state = 'open';
      break;
    case 'CountSheetOpened':
      state.sheets.set(event.data.sheetId, opened(event.data));
      break;
    case 'LinesCounted':
      foldLines(state, sheetOf(state, event.data), event.data.lines);
      break;
    case 'CountSheetClosing': {
      const sheet = sheetOf(state, event.data);
      sheet.status = 'closing';
      sheet.keepCount = event.data.keepCount === true;
      break;
    }
    case 'LinesRefused': {
      const { refused } = sheetOf(state, event.data);
      for (const { sku, unit } of event.data.lines) refused.add(levelName(sku, unit));
      break;
    }
    case 'CountSheetClosed':
      close(state, sheetOf(state, event.data));
      break;
    case 'NothingChanged':
      break;
  }
}

const opened = ({
  sheetId,
  warehouse,
  reference,
}: Extract<CountSheetEvent, { type: 'CountSheetOpened' }>['data']): CountSheet => ({
  sheetId,
  warehouse,
  reference: reference ?? null,
  status: 'open',
  keepCount: false,
  lines: new Map(),
  refused: new Set(),
});

function foldLines(state: WarehouseSheets, { lines }: CountSheet, counted: readonly CountedLine[]): void {
  for (const line of counted) {
    const name = levelName(line.sku, line.unit);
    if (!lines.has(name)) state.lines += 1;
    lines.set(name, lineOf(line));
  }
}

function lineOf({ sku, unit, counted, level, was, revision, seen }: CountedLine): SheetLine {
  const quantity = seen === undefined ? was : seen.quantity;
  const seenRevision = seen === undefined ? revision : seen.revision;
  return {
    sku,
    levelUnit: level?.unit ?? unit,
    counted: quantityOf(level?.counted ?? counted),
    seen: {
      ...(seenRevision !== undefined && { revision: seenRevision }),
      ...(quantity !== undefined && { quantity: quantityOf(quantity) }),
    },
  };
}

/** Of a closed sheet no more is known than that it was there. */
function close(state: WarehouseSheets, sheet: CountSheet): void {
  state.lines -= sheet.lines.size;
  sheet.status = 'closed';
  sheet.lines.clear();
  sheet.refused.clear();
}

function sheetOf({ sheets }: WarehouseSheets, { sheetId }: { readonly sheetId: string }): CountSheet {
  const sheet = sheets.get(sheetId);
  if (sheet === undefined) throw new RangeError(`count sheet ${sheetId} was never opened`);
  return sheet;
}
