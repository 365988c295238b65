import {
  type CountSheet,
  closingSheet,
  type Decision as Decided,
  type LevelCount,
  levelCountsOf,
  levelName,
  type ProductEvent,
  type ProductState,
  postCount,
  productStream,
  type RefusedLine,
  refusalEvents,
  refusedLine,
  unknownProduct,
} from '#domain';
import type { EventToAppend, RecordedEvent } from '#event-store';
import { type Core, sharesLog } from '../core.ts';
import { settleLevels } from '../decisions/settle-levels.ts';
import type { Decision, Fence } from '../mailbox/task.ts';
import { type Origin, record } from '../record.ts';
import { decideOnSheets } from './on-sheets.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

/** Products that are counted at once where each append is a round trip. */
const AT_ONCE = 16;

/** What a closing works with. */
interface Posting {
  readonly sheet: CountSheet;
  readonly stream: string;
  readonly origin: Origin;
  readonly now: string;
  readonly epoch: number;
  readonly fencedAt: number;
}

/** Thrown when the sheet is no longer being closed: another process has come to the end of it. */
class SheetClosed extends Error {}

/** Sets every level on the sheet to what was counted, notes down those that were refused, and closes the sheet. */
export async function postSheet(
  core: Core,
  sheet: CountSheet,
  { stream, revision, metadata, data }: RecordedEvent,
  fencedAt: number,
): Promise<void> {
  const { actor, commandId, correlationId } = metadata;
  const origin = { actor, commandId, correlationId, causationId: `${stream}@${revision}` };
  const epoch = core.durability.epoch;
  const posting: Posting = { sheet, stream, origin, now: String(data.decidedAt), epoch, fencedAt };
  const counts = levelCountsOf(sheet);
  const posted = await postedLevels(core, posting);
  const left = counts.filter(({ sku, unit }) => {
    const name = levelName(sku, unit);
    return !posted.has(name) && !sheet.refused.has(name);
  });
  const before = sheet.refused.size;
  try {
    const refused = await postAll(core, posting, left);
    await noteRefused(core, posting, refused);
    await close(core, posting, counts.length);
    core.counters.recovered += posted.size + before > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof SheetClosed)) throw error;
  }
}

/** Levels that an earlier attempt has set already, as far as one command index tells all. */
async function postedLevels(
  { commandIndex, store }: Core,
  { origin, stream, sheet }: Posting,
): Promise<ReadonlySet<string>> {
  if (!store.capabilities.commandIndex) return new Set();
  const events = await commandIndex.eventsOfCommand(origin.commandId, stream);
  return namesOfPosted(events, sheet);
}

const namesOfPosted = (events: readonly RecordedEvent[], { sheetId }: CountSheet): ReadonlySet<string> =>
  new Set(
    events.flatMap(({ type, data }) =>
      type === 'LevelCounted' && data.sheetId === sheetId
        ? [levelName(String(data.sku), String(data.unit))]
        : [],
    ),
  );

async function postAll(core: Core, posting: Posting, counts: readonly LevelCount[]): Promise<RefusedLine[]> {
  const refused: RefusedLine[] = [];
  const groups = Map.groupBy(counts, ({ sku }) => sku).values();
  const workers = Array.from({ length: sharesLog(core) ? AT_ONCE : 1 }, async () => {
    for (const group of groups) {
      for (const count of group) {
        const line = await post(core, posting, count);
        if (line !== undefined) refused.push(line);
      }
    }
  });
  await Promise.all(workers);
  return refused.sort((a, b) => (a.sku < b.sku || (a.sku === b.sku && a.unit < b.unit) ? -1 : 1));
}

type Posted = Decided<ProductEvent> | { readonly kind: 'posted' };

/** Sets one level; answers with its refusal where it was refused. */
async function post(core: Core, posting: Posting, count: LevelCount): Promise<RefusedLine | undefined> {
  const { sheet, origin, now, epoch } = posting;
  const stream = productStream(count.sku);
  const fence = fenceOf(core, posting, count);
  const decision: Decision<ProductState | null, Posted> = {
    decide(product) {
      if (fence.isPosted()) return { events: NO_EVENTS, value: { kind: 'posted' } };
      const { scopes } = core.directory;
      const value: Posted =
        product === null
          ? { kind: 'refused', reasons: [unknownProduct(count.sku, 'lines')] }
          : postCount(product, sheet, count, { scopes, now });
      if (value.kind !== 'accepted') return { events: NO_EVENTS, value };
      return { events: record(value.events, { ...origin, optionsVersion: scopes.version }), value };
    },
    ...fence.verification,
  };
  const { value } = await core.products.mailbox(stream).decide(decision, epoch);
  if (value.kind === 'refused') return refusedLine(count, value.reasons);
  if (value.kind === 'accepted') await settleLevels(core, stream, origin, epoch);
  return undefined;
}

/**
 * Where other processes append as well: after the product was loaded and before anything is appended to it, the sheet
 * must still be closing, and the product must not have recorded the count, by whichever process.
 */
function fenceOf(core: Core, { sheet, stream, origin, fencedAt }: Posting, { sku, unit }: LevelCount) {
  let isPosted = false;
  const verify = async () => {
    const sheets = await core.sheets.mailbox(stream).look();
    if (sheets === null || closingSheet(sheets)?.sheetId !== sheet.sheetId) throw new SheetClosed();
    const events = await core.commandIndex.eventsOfCommand(origin.commandId, productStream(sku));
    isPosted = namesOfPosted(events, sheet).has(levelName(sku, unit));
  };
  const verification: Fence = sharesLog(core)
    ? { verify, verifiedAt: core.store.capabilities.commandIndex ? fencedAt : -1 }
    : {};
  return { isPosted: () => isPosted, verification };
}

/** Notes down what was refused, in as many appends as it takes. */
async function noteRefused(core: Core, posting: Posting, refused: readonly RefusedLine[]): Promise<void> {
  for (const event of refusalEvents(posting.sheet, refused)) {
    await onSheet(core, posting, () => record([event], posting.origin));
  }
}

/** @param levels how many there are on the sheet. */
const close = (core: Core, posting: Posting, levels: number): Promise<void> =>
  onSheet(core, posting, ({ sheetId, warehouse, refused: { size: refused } }) => {
    const data = { sheetId, warehouse, posted: levels - refused, refused };
    return record([{ type: 'CountSheetClosed', data }], posting.origin);
  });

/** @throws SheetClosed when the sheet is not closing any more. */
async function onSheet(
  core: Core,
  { sheet, stream, epoch }: Posting,
  events: (sheet: CountSheet) => readonly EventToAppend[],
): Promise<void> {
  const { value } = await decideOnSheets(
    core,
    stream,
    {
      decide(sheets) {
        const current = sheets === null ? undefined : closingSheet(sheets);
        const isClosing = current !== undefined && current.sheetId === sheet.sheetId;
        return { events: isClosing ? events(current) : NO_EVENTS, value: isClosing };
      },
    },
    epoch,
  );
  if (!value) throw new SheetClosed();
}
