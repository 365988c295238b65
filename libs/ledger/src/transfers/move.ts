import {
  checkTransfer,
  type DispatchTransfer,
  findUnit,
  productStream,
  type Reason,
  requestTransfer,
  type TransferState,
  type TransferStock,
} from '#domain';
import type { EventToAppend, Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { verification } from '../idempotency/verify.ts';
import type { Verdict } from '../mailbox/task.ts';
import { conflict, type Provisional, type Ruling, refused, revisionConflict } from '../provisional.ts';
import { record } from '../record.ts';
import { driveRun } from './drive.ts';
import { driveTransfer } from './resume.ts';
import { outcomeFromLog, outcomeOfRun } from './transfer-outcome.ts';
import { TransferMovedOn, type TransferRun } from './transfer-run.ts';

type Move = TransferStock | DispatchTransfer;

const NO_EVENTS: readonly EventToAppend[] = [];

/**
 * Carries out TransferStock and DispatchTransfer. Asked first without effect: what cannot be moved leaves no event.
 * Else it is on record first, then moved, and answered with its outcome.
 */
export async function move(core: Core, begun: Begun<Move>): Promise<Provisional> {
  const { stream, epoch } = begun;
  for (let attempt = 1; ; attempt++) {
    const evaluation = await evaluate(core, begun);
    const fencedAt = core.loadings();
    const { value, staged, revision } = await core.transfers.mailbox(stream).decide(
      {
        decide: (transfer, at) => request(core, begun, evaluation, transfer, at),
        ...verification(core, begun),
      },
      epoch,
    );
    switch (value.kind) {
      case 'accepted': {
        const run = newRun(begun, value.transfer, value.events, revision);
        return carry(core, begun, { ...run, fencedAt, revision, staged });
      }
      case 'exists': {
        const repeated = await repeatUnderOtherId(core, begun);
        if (repeated !== undefined) return repeated;
        if (attempt > core.limits.attemptsMax) throw new RangeError(`${stream} never comes to rest`);
        break;
      }
      case 'elsewhere':
        return { outcome: revisionConflict(begun, value.revision), staged };
      case 'refused':
        return { outcome: refused(begun, value.reasons), staged };
    }
  }
}

interface Evaluation {
  readonly reasons: readonly Reason[];
  readonly unit: string | undefined;
}

async function evaluate(core: Core, { command, now, epoch }: Begun<Move>): Promise<Evaluation> {
  const { value } = await core.products.mailbox(productStream(command.sku)).decide(
    {
      decide: (product) => ({
        events: NO_EVENTS,
        value: {
          reasons: checkTransfer(product, command, { scopes: core.directory.scopes, now }),
          unit: product === null ? undefined : findUnit(product, command.unit)?.code,
        },
      }),
    },
    epoch,
  );
  return value;
}

type MoveRuling =
  | Exclude<Ruling, { readonly kind: 'accepted' }>
  | {
      readonly kind: 'accepted';
      readonly events: readonly EventToAppend[];
      readonly transfer: Move & { unit: string; operation: number };
    }
  | { readonly kind: 'exists' };

function request(
  core: Core,
  begun: Begun<Move>,
  { reasons, unit }: Evaluation,
  transfer: TransferState | null,
  revision: Revision,
): Verdict<MoveRuling> {
  const { command, expectedRevision, now } = begun;
  if (transfer !== null && transfer.status !== 'refused') {
    return { events: NO_EVENTS, value: { kind: 'exists' } };
  }
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    return { events: NO_EVENTS, value: { kind: 'elsewhere', revision } };
  }
  if (unit === undefined || reasons.length > 0) {
    return { events: NO_EVENTS, value: { kind: 'refused', reasons } };
  }
  const decision = requestTransfer(transfer, command, unit, { scopes: core.directory.scopes, now });
  const events = record(decision.events, begun);
  const operation = (transfer?.operation ?? -1) + 1;
  return { events, value: { kind: 'accepted', events, transfer: { ...command, unit, operation } } };
}

function newRun(
  { stream, commandId, actor, correlationId, now, epoch }: Begun<Move>,
  {
    type: command,
    transferId,
    sku,
    unit,
    from,
    to,
    quantity,
    operation,
    reference,
  }: Move & { unit: string; operation: number },
  events: readonly EventToAppend[],
  revision: Revision,
): Omit<TransferRun, 'fencedAt' | 'revision' | 'staged'> {
  return {
    transferId,
    stream,
    mode: command === 'TransferStock' ? 'instant' : 'in_transit',
    sku,
    unit,
    from,
    to,
    reference: reference ?? null,
    open: { kind: 'move', operation, quantity, discrepancy: 0n },
    origin: { actor, causationId: `${stream}@${revision}`, commandId, correlationId },
    now,
    epoch,
    own: events.map(({ type, data }) => ({ type, revision, data })),
    isApplied: false,
  };
}

async function carry(core: Core, begun: Begun<Move>, run: TransferRun): Promise<Provisional> {
  try {
    await driveRun(core, run);
  } catch (error) {
    if (!(error instanceof TransferMovedOn)) throw error;
    return answerOf(core, begun, run.origin.commandId);
  }
  return outcomeOfRun(core, begun, run);
}

/** What a transfer that is on record has come to, or comes to now. To be called in the transfer's turn. */
export const repeatMove = (core: Core, begun: Begun<Move>): Promise<Provisional> =>
  answerOf(core, begun, begun.commandId);

async function answerOf(core: Core, begun: Begun<Move>, commandId: string): Promise<Provisional> {
  const { stream, command } = begun;
  await driveTransfer(core, command.transferId);
  return { outcome: outcomeFromLog(begun, stream, await eventsOfStream(core, stream, commandId)) };
}

/**
 * Answers a transfer that is on record already, under whatever id: as the first time, where the content is the same.
 * None when it turns out to have been refused: its id is free.
 */
async function repeatUnderOtherId(core: Core, begun: Begun<Move>): Promise<Provisional | undefined> {
  const { stream, command } = begun;
  const { transferId } = command;
  const transfer = await driveTransfer(core, transferId);
  if (transfer?.status === 'refused') return undefined;
  const requested = (await eventsOfStream(core, stream)).findLast(({ type }) => type === 'TransferRequested');
  if (requested === undefined) throw new RangeError(`${stream} has no event`);
  if (requested.metadata.commandHash !== begun.commandHash) {
    const message = `the transfer ${transferId} was requested with other content`;
    return { outcome: conflict(begun, 'IDEMPOTENCY_CONFLICT', message, { transferId }) };
  }
  core.counters.commandsRepeated += 1;
  return answerOf(core, begun, requested.metadata.commandId);
}
