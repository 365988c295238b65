import { type CountSheetEvent, keyOfStream } from '#domain';
import type { Row } from '../database/tables.ts';
import { existing, type ProjectedEvent, type Rows } from './rows.ts';

/** Folds what a warehouse's stream says of its count sheets. What was posted stands in the products' rows. */
export function projectCountSheet(event: ProjectedEvent, rows: Rows): void {
  const warehouse = keyOfStream(event.stream);
  const { type, data } = event as unknown as CountSheetEvent;
  switch (type) {
    case 'CountSheetOpened':
      rows.put('count_sheets', opened(event, warehouse, data));
      break;
    case 'LinesCounted':
      addLines(rows, event, warehouse, data);
      break;
    case 'CountSheetClosing': {
      const keepCount = data.keepCount === true ? 1 : 0;
      update(rows, event, warehouse, data.sheetId, { status: 'closing', keep_count: keepCount });
      break;
    }
    case 'LinesRefused':
      for (const { sku, unit, code, onHand, moved, movedAtRevision } of data.lines) {
        rows.put('count_refusals', {
          warehouse,
          sheet_id: data.sheetId,
          sku,
          unit,
          code,
          on_hand: onHand ?? null,
          moved: moved ?? null,
          moved_at: movedAtRevision ?? null,
        });
      }
      break;
    case 'CountSheetClosed': {
      const { posted, refused } = data;
      update(rows, event, warehouse, data.sheetId, {
        status: 'closed',
        closed_at: instantOf(event),
        posted,
        refused,
      });
      break;
    }
  }
}

type DataOf<Type extends CountSheetEvent['type']> = Extract<CountSheetEvent, { type: Type }>['data'];

const instantOf = ({ recordedAt }: ProjectedEvent): string => new Date(recordedAt).toISOString();

const opened = (
  event: ProjectedEvent,
  warehouse: string,
  { sheetId, reference }: DataOf<'CountSheetOpened'>,
): Row<'count_sheets'> => ({
  warehouse,
  sheet_id: sheetId,
  reference: reference ?? null,
  status: 'open',
  keep_count: 0,
  opened_at: instantOf(event),
  closed_at: null,
  lines: 0,
  posted: null,
  refused: null,
  revision: event.revision,
  position: Number(event.position),
});

function addLines(
  rows: Rows,
  event: ProjectedEvent,
  warehouse: string,
  { sheetId, lines }: DataOf<'LinesCounted'>,
): void {
  let added = 0;
  for (const { sku, unit, counted, level, was, revision, seen } of lines) {
    if (rows.get('count_lines', warehouse, sheetId, sku, unit) === undefined) added += 1;
    rows.put('count_lines', {
      warehouse,
      sheet_id: sheetId,
      sku,
      unit,
      counted,
      level_unit: level?.unit ?? unit,
      level_counted: level?.counted ?? counted,
      was,
      revision,
      seen: seen === undefined ? null : JSON.stringify(seen),
    });
  }
  const sheet = existing(rows, 'count_sheets', warehouse, sheetId);
  update(rows, event, warehouse, sheetId, { lines: sheet.lines + added });
}

function update(
  rows: Rows,
  event: ProjectedEvent,
  warehouse: string,
  sheetId: string,
  changed: Partial<Row<'count_sheets'>>,
): void {
  const { revision, position } = event;
  rows.put('count_sheets', {
    ...existing(rows, 'count_sheets', warehouse, sheetId),
    ...changed,
    revision,
    position: Number(position),
  });
}
