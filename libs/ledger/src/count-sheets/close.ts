import {
  type CloseCountSheet,
  type CountSheet,
  closeCountSheet,
  closingSheet,
  type Reason,
  warehouseStream,
} from '#domain';
import type { EventToAppend, RecordedEvent, Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { firstAnswer } from '../idempotency/first-answer.ts';
import { verification } from '../idempotency/verify.ts';
import { type Provisional, refused, revisionConflict } from '../provisional.ts';
import { record } from '../record.ts';
import { decideOnSheets } from './on-sheets.ts';
import { postSheet } from './post.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

type Closing =
  | { readonly kind: 'closing' }
  /** Another sheet of the warehouse is being closed: that comes first. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'elsewhere'; readonly revision: Revision }
  | { readonly kind: 'refused'; readonly reasons: readonly Reason[] };

/** Carries out CloseCountSheet: on record first, then posted level by level, and answered when all are through. */
export async function closeSheet(core: Core, begun: Begun<CloseCountSheet>): Promise<Provisional> {
  const { stream, command, now, expectedRevision, epoch } = begun;
  for (let attempt = 1; ; attempt++) {
    const { value, staged } = await decideOnSheets<Closing>(
      core,
      stream,
      {
        decide(sheets, revision) {
          if (sheets !== null && closingSheet(sheets) !== undefined) {
            return { events: NO_EVENTS, value: { kind: 'busy' } };
          }
          if (expectedRevision !== undefined && expectedRevision !== revision) {
            return { events: NO_EVENTS, value: { kind: 'elsewhere', revision } };
          }
          const decision = closeCountSheet(sheets, command, { scopes: core.directory.scopes, now });
          if (decision.kind === 'refused') return { events: NO_EVENTS, value: decision };
          return { events: record(decision.events, begun), value: { kind: 'closing' } };
        },
        ...verification(core, begun),
      },
      epoch,
    );
    switch (value.kind) {
      case 'closing':
        return repeatSheetClosing(core, begun);
      case 'busy':
        if (attempt > core.limits.attemptsMax) throw new RangeError(`${stream} never comes to rest`);
        await driveSheets(core, command.warehouse);
        break;
      case 'elsewhere':
        return { outcome: revisionConflict(begun, value.revision), staged };
      case 'refused':
        return { outcome: refused(begun, value.reasons), staged };
    }
  }
}

/** What a closing that is on record has come to, or comes to now. To be called in the warehouse's turn. */
export async function repeatSheetClosing(core: Core, begun: Begun<CloseCountSheet>): Promise<Provisional> {
  const { stream, command, commandId } = begun;
  await driveSheets(core, command.warehouse);
  return { outcome: firstAnswer(commandId, stream, await eventsOfStream(core, stream, commandId)) };
}

/** Drives the closing of a warehouse's count sheet to its end; nothing to do where none is closing. */
export async function driveSheets(core: Core, warehouse: string): Promise<void> {
  const stream = warehouseStream(warehouse);
  for (let attempt = 1; ; attempt++) {
    const fencedAt = core.loadings();
    const sheets = await core.sheets.mailbox(stream).look();
    const sheet = sheets === null ? undefined : closingSheet(sheets);
    if (sheet === undefined) return;
    if (attempt > core.limits.attemptsMax) throw new RangeError(`${stream} never comes to rest`);
    const intent = await intentOf(core, stream, sheet);
    await postSheet(core, sheet, intent, fencedAt);
  }
}

async function intentOf(core: Core, stream: string, { sheetId }: CountSheet): Promise<RecordedEvent> {
  const events = await eventsOfStream(core, stream);
  const intent = events.findLast(
    ({ type, data }) => type === 'CountSheetClosing' && data.sheetId === sheetId,
  );
  if (intent === undefined) throw new RangeError(`${stream} has no closing of ${sheetId}`);
  return intent;
}
