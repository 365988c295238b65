import { categoryOfStream, isOfCountSheet, SCOPE_STREAM_CATEGORIES } from '#domain';
import { projectCountSheet } from './count-sheets.ts';
import { projectHold } from './holds.ts';
import { projectOrder } from './orders.ts';
import { projectProduct } from './products.ts';
import type { ProjectedEvent, Projection, Rows } from './rows.ts';
import { projectScope } from './scopes.ts';
import { projectTransfer } from './transfers.ts';

/** By the category of the stream: who folds it. */
const PROJECTIONS: ReadonlyMap<string, Projection> = new Map([
  ['product', projectProduct],
  ['order', projectOrder],
  ['transfer', projectTransfer],
  ['hold', projectHold],
  ...SCOPE_STREAM_CATEGORIES.map((category) => [category, projectScope] as const),
  ['warehouse', projectWarehouse],
]);

/** A warehouse's stream holds its own life and its count sheets. */
function projectWarehouse(event: ProjectedEvent, rows: Rows): void {
  (isOfCountSheet(event.type) ? projectCountSheet : projectScope)(event, rows);
}

/** Folds one event into the rows. Streams of kinds that no read model shows are passed over. */
export function project(event: ProjectedEvent, rows: Rows): void {
  PROJECTIONS.get(categoryOfStream(event.stream))?.(event, rows);
}
