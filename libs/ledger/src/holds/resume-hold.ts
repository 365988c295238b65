import { type HoldLine, type HoldState, holdStream, type OpenHoldOperation } from '#domain';
import type { RecordedEvent } from '#event-store';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { loadWithKits } from '../load-products.ts';
import { backOff } from '../mailbox/back-off.ts';
import { effectsInLog } from '../orders/effects-in-log.ts';
import { decideHold, settleIfOpen } from './drive-hold.ts';
import { demandsIn, HoldMovedOn, type HoldRun } from './hold-run.ts';

/**
 * Drives a hold's open operation to its end, from whatever point it stands at; nothing to do when none is open. To be
 * called in the hold's turn.
 */
export async function driveHoldToEnd(core: Core, holdId: string): Promise<HoldState | null> {
  const { attemptsMax } = core.limits;
  for (let attempt = 1; ; attempt++) {
    const fencedAt = core.loadings();
    const hold = await core.holds.mailbox(holdStream(holdId)).look();
    if (hold === null || hold.open === null) return hold;
    const run = await resumedRun(core, hold, hold.open, fencedAt);
    try {
      if (hold.open.phase === 'deciding') await decideHold(core, run);
      else await settleIfOpen(core, run);
      core.counters.recovered += 1;
    } catch (error) {
      if (!(error instanceof HoldMovedOn) || attempt >= attemptsMax) throw error;
      await backOff(attempt);
    }
  }
}

/** The operation as the log shows it: the event that opened it, and where it has reserved already. */
async function resumedRun(
  core: Core,
  { holdId, decidedAt }: HoldState,
  open: OpenHoldOperation,
  fencedAt: number,
): Promise<HoldRun> {
  const stream = holdStream(holdId);
  const events = await eventsOfStream(core, stream);
  const first = events.find(({ data }) => data.operation === open.operation);
  if (first === undefined) throw new RangeError(`${stream} has nothing of operation ${open.operation}`);
  const { actor, commandId, correlationId } = first.metadata;
  const origin = { actor, commandId, correlationId, causationId: causeOf(first) };
  const demands = open.phase === 'deciding' ? demandsIn(first.data as unknown as Submission) : [];
  const skus = demands.map(({ sku }) => sku);
  const effects = skus.length === 0 ? new Map() : await effectsInLog(core, { origin, stream }, skus);
  return {
    holdId,
    stream,
    operation: open.operation,
    origin,
    now: decidedAt,
    epoch: core.durability.epoch,
    demands,
    ...(open.phase === 'deciding' && (await kitsOf(core, open.lines))),
    own: events
      .filter(({ metadata }) => metadata.commandId === commandId)
      .map(({ type, revision, data }) => ({ type, revision, data })),
    taken: new Set(effects.keys()),
    evaluations: new Map(),
    refusals: new Map(),
    revision: events.at(-1)?.revision ?? -1,
    fencedAt,
    staged: undefined,
  };
}

/** The products of the kits that are held, where there are any. */
async function kitsOf(core: Core, lines: readonly HoldLine[]): Promise<Pick<HoldRun, 'products'>> {
  const kits = lines.filter(({ components }) => components !== undefined).map(({ sku }) => sku);
  return kits.length === 0 ? {} : { products: await loadWithKits(core, kits) };
}

type Submission = Parameters<typeof demandsIn>[0];

/** What an order's claim leads to goes back to the order, everything else to the event that opened it. */
const causeOf = ({ type, stream, revision, metadata }: RecordedEvent): string | undefined =>
  type === 'HoldClaimed' ? metadata.causationId : `${stream}@${revision}`;

/** Settles an operation, or whatever has become of it where another process has carried it on. */
export async function settleOrCarryOn(core: Core, run: HoldRun): Promise<void> {
  try {
    await settleIfOpen(core, run);
  } catch (error) {
    if (!(error instanceof HoldMovedOn)) throw error;
    await driveHoldToEnd(core, run.holdId);
  }
}
