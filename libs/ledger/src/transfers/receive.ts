import {
  checkReceipt,
  type OpenTransferOperation,
  openReceipt,
  productStream,
  type Reason,
  type ReceiveTransfer,
  requestReceipt,
  type TransferEvent,
  type TransferState,
} from '#domain';
import type { EventToAppend, Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { verification } from '../idempotency/verify.ts';
import type { Verdict } from '../mailbox/task.ts';
import { type Provisional, type Ruling, refused, revisionConflict } from '../provisional.ts';
import { record } from '../record.ts';
import { driveRun } from './drive.ts';
import { driveTransfer } from './resume.ts';
import { outcomeFromLog, outcomeOfRun } from './transfer-outcome.ts';
import { goodsOf, TransferMovedOn, type TransferRun } from './transfer-run.ts';

const NO_EVENTS: readonly EventToAppend[] = [];
const NO_REASONS: readonly Reason[] = [];

/** Carries out ReceiveTransfer: on record first, then brought in, and answered with its outcome. */
export async function receive(core: Core, begun: Begun<ReceiveTransfer>): Promise<Provisional> {
  const { stream, command, epoch } = begun;
  for (let attempt = 1; ; attempt++) {
    const reasons = await evaluate(core, begun);
    const fencedAt = core.loadings();
    const { value, staged, revision } = await core.transfers.mailbox(stream).decide(
      {
        decide: (transfer, at) => request(core, begun, reasons, transfer, at),
        ...verification(core, begun),
      },
      epoch,
    );
    switch (value.kind) {
      case 'accepted': {
        const run = newRun(begun, value, revision);
        return carry(core, begun, { ...run, fencedAt, revision, staged });
      }
      case 'open':
        if (attempt > core.limits.attemptsMax) throw new RangeError(`${stream} never comes to rest`);
        await driveTransfer(core, command.transferId);
        break;
      case 'elsewhere':
        return { outcome: revisionConflict(begun, value.revision), staged };
      case 'refused':
        return { outcome: refused(begun, value.reasons), staged };
    }
  }
}

/** The operation that a request opens. */
function openBy([request]: readonly TransferEvent[]): OpenTransferOperation {
  if (request?.type !== 'ReceiptRequested') throw new RangeError('a receipt without its request');
  return openReceipt(request.data);
}

/** What the product says against it, as far as the transfer is known. */
async function evaluate(
  core: Core,
  { stream, command, now, epoch }: Begun<ReceiveTransfer>,
): Promise<readonly Reason[]> {
  const { transferId, sku, quantity } = command;
  const transfer = await core.transfers.mailbox(stream).look();
  if (transfer === null || transfer.sku !== sku) return NO_REASONS;
  const { unit } = transfer;
  const { value } = await core.products.mailbox(productStream(sku)).decide(
    {
      decide(product) {
        const context = { scopes: core.directory.scopes, now };
        const value =
          product === null ? NO_REASONS : checkReceipt(product, { transferId, unit, quantity }, context);
        return { events: NO_EVENTS, value };
      },
    },
    epoch,
  );
  return value;
}

type ReceiptRuling =
  | Exclude<Ruling, { readonly kind: 'accepted' }>
  | {
      readonly kind: 'accepted';
      readonly events: readonly EventToAppend[];
      readonly transfer: TransferState;
      readonly open: OpenTransferOperation;
    }
  | { readonly kind: 'open' };

function request(
  core: Core,
  begun: Begun<ReceiveTransfer>,
  reasons: readonly Reason[],
  transfer: TransferState | null,
  revision: Revision,
): Verdict<ReceiptRuling> {
  const { command, expectedRevision, now } = begun;
  if (transfer !== null && transfer.open !== null) return { events: NO_EVENTS, value: { kind: 'open' } };
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    return { events: NO_EVENTS, value: { kind: 'elsewhere', revision } };
  }
  const decision = requestReceipt(transfer, command, { scopes: core.directory.scopes, now });
  if (decision.kind === 'refused') return { events: NO_EVENTS, value: decision };
  if (reasons.length > 0) return { events: NO_EVENTS, value: { kind: 'refused', reasons } };
  if (transfer === null) throw new RangeError('a transfer that does not exist was received');
  const events = record(decision.events, begun);
  const open = openBy(decision.events);
  return { events, value: { kind: 'accepted', events, transfer, open } };
}

function newRun(
  { stream, commandId, actor, correlationId, now, epoch }: Begun<ReceiveTransfer>,
  { transfer, open, events }: Extract<ReceiptRuling, { readonly kind: 'accepted' }>,
  revision: Revision,
): Omit<TransferRun, 'fencedAt' | 'revision' | 'staged'> {
  return {
    ...goodsOf(transfer),
    stream,
    open,
    origin: { actor, causationId: `${stream}@${revision}`, commandId, correlationId },
    now,
    epoch,
    own: events.map(({ type, data }) => ({ type, revision, data })),
    isApplied: false,
  };
}

async function carry(core: Core, begun: Begun<ReceiveTransfer>, run: TransferRun): Promise<Provisional> {
  try {
    await driveRun(core, run);
  } catch (error) {
    if (!(error instanceof TransferMovedOn)) throw error;
    return repeatReceipt(core, begun);
  }
  return outcomeOfRun(core, begun, run);
}

/** What a receipt that is on record has come to, or comes to now. To be called in the transfer's turn. */
export async function repeatReceipt(core: Core, begun: Begun<ReceiveTransfer>): Promise<Provisional> {
  const { stream, command, commandId } = begun;
  await driveTransfer(core, command.transferId);
  return { outcome: outcomeFromLog(begun, stream, await eventsOfStream(core, stream, commandId)) };
}
