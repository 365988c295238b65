import { type TransferState, transferStream } from '#domain';
import type { RecordedEvent } from '#event-store';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { backOff } from '../mailbox/back-off.ts';
import { driveRun, isAppliedInLog } from './drive.ts';
import { goodsOf, TransferMovedOn, type TransferRun } from './transfer-run.ts';

/**
 * Drives a transfer's open operation to its end, from whatever point it stands at; nothing to do when none is open.
 * To be called in the transfer's turn.
 */
export async function driveTransfer(core: Core, transferId: string): Promise<TransferState | null> {
  const { attemptsMax } = core.limits;
  for (let attempt = 1; ; attempt++) {
    const fencedAt = core.loadings();
    const transfer = await core.transfers.mailbox(transferStream(transferId)).look();
    if (transfer === null || transfer.open === null) return transfer;
    const run = await resumedRun(core, transfer, transfer.open, fencedAt);
    try {
      await driveRun(core, run);
      core.counters.recovered += 1;
    } catch (error) {
      if (!(error instanceof TransferMovedOn) || attempt >= attemptsMax) throw error;
      await backOff(attempt);
    }
  }
}

/** The operation as the log shows it: its intent, and whether the product has recorded what moves. */
async function resumedRun(
  core: Core,
  transfer: TransferState,
  open: TransferRun['open'],
  fencedAt: number,
): Promise<TransferRun> {
  const stream = transferStream(transfer.transferId);
  const events = await eventsOfStream(core, stream);
  const intent = events.find((event) => isIntent(event, open.operation));
  if (intent === undefined) throw new RangeError(`${stream} has no intent of operation ${open.operation}`);
  const { actor, commandId, correlationId } = intent.metadata;
  const origin = { actor, commandId, correlationId, causationId: `${stream}@${intent.revision}` };
  const { type, revision, data } = intent;
  return {
    ...goodsOf(transfer),
    stream,
    open,
    origin,
    now: String(data.decidedAt),
    epoch: core.durability.epoch,
    own: [{ type, revision, data }],
    fencedAt,
    isApplied: await isAppliedInLog(core, { sku: transfer.sku, origin }),
    revision: events.at(-1)?.revision ?? -1,
    staged: undefined,
  };
}

const isIntent = ({ type, data }: RecordedEvent, operation: number): boolean =>
  (type === 'TransferRequested' || type === 'ReceiptRequested') && data.operation === operation;
