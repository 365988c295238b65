import {
  type Command,
  type DispatchTransfer,
  type Reason,
  type ReceiveTransfer,
  type SubmitOrder,
  streamOf,
  type TransferStock,
} from '#domain';
import { AppendTooLargeError, type RecordedEvent } from '#event-store';
import type { Begun } from './begun.ts';
import { type Core, sharesLog } from './core.ts';
import { changeSheet } from './count-sheets/change.ts';
import { closeSheet, repeatSheetClosing } from './count-sheets/close.ts';
import { decideOnProduct } from './decisions/decide-on-product.ts';
import { decideOnScope, repeatOnScope } from './decisions/decide-on-scope.ts';
import { isOnScope } from './decisions/decide-scope.ts';
import { moveBackorder } from './decisions/move-backorder.ts';
import type { Envelope } from './envelope.ts';
import { operateHold, repeatOnHold } from './holds/operate-hold.ts';
import { AlreadyCarriedOut } from './idempotency/already-carried-out.ts';
import { firstAnswer, isSameCommand } from './idempotency/first-answer.ts';
import { amendment } from './orders/amendment.ts';
import { cancellation } from './orders/cancellation.ts';
import { operate } from './orders/operate.ts';
import { repeatOperation } from './orders/repeat-operation.ts';
import { repeatSubmission } from './orders/repeat-submission.ts';
import { returning } from './orders/returning.ts';
import { shipment } from './orders/shipment.ts';
import { submit } from './orders/submit.ts';
import { idempotencyConflict, type Provisional, refused } from './provisional.ts';
import { move, repeatMove } from './transfers/move.ts';
import { receive, repeatReceipt } from './transfers/receive.ts';
import { closeWarehouse, repeatClosing } from './warehouses/close-warehouse.ts';

/** A command as it begins: with its id, its fingerprint and the time to decide by. */
export function begin(
  { durability }: Core,
  { command, commandId, actor, correlationId, causationId, decidedAt, expectedRevision }: Envelope,
  made: { readonly commandId: string; readonly commandHash: string; readonly now: string },
): Begun {
  return {
    command,
    commandId: made.commandId,
    isNamed: commandId !== undefined,
    commandHash: made.commandHash,
    stream: streamOf(command),
    actor,
    correlationId,
    causationId,
    now: decidedAt ?? made.now,
    expectedRevision,
    epoch: durability.epoch,
  };
}

/** Carries a command out, or finds what it came to when it was carried out before. */
export async function carryOut(core: Core, begun: Begun): Promise<Provisional> {
  if (!begun.isNamed) return decide(core, begun);
  try {
    // Where other processes append as well, a decision looks for itself, after its stream was loaded.
    const events = sharesLog(core)
      ? []
      : await core.commandIndex.eventsOfCommand(begun.commandId, begun.stream);
    if (events.length > 0) return await repeat(core, begun, events);
    return await decide(core, begun);
  } catch (error) {
    if (error instanceof AlreadyCarriedOut) return repeat(core, begun, error.events);
    throw error;
  }
}

async function decide(core: Core, begun: Begun): Promise<Provisional> {
  try {
    return await decideByKind(core, begun);
  } catch (error) {
    if (error instanceof AppendTooLargeError) return { outcome: refused(begun, [tooLarge(begun, error)]) };
    throw error;
  }
}

/** No store takes an append beyond its limit; only a command that is very large itself comes to that. */
const tooLarge = ({ command }: Begun, { bytes, bytesMax }: AppendTooLargeError): Reason => ({
  code: 'VALIDATION_FAILED',
  message: `${command.type} is too large to be recorded: ${bytes} bytes where ${bytesMax} are possible`,
});

function decideByKind(core: Core, begun: Begun): Promise<Provisional> {
  const { command } = begun;
  switch (command.type) {
    case 'SubmitOrder':
      return inTurn(core, begun as Begun<SubmitOrder>, submit);
    case 'AmendOrder':
      return inTurn(core, { ...begun, command }, (...at) => operate(...at, amendment));
    case 'CancelOrder':
      return inTurn(core, { ...begun, command }, (...at) => operate(...at, cancellation));
    case 'TransferStock':
    case 'DispatchTransfer':
      return inTurn(core, begun as Begun<TransferStock | DispatchTransfer>, move);
    case 'ReceiveTransfer':
      return inTurn(core, begun as Begun<ReceiveTransfer>, receive);
    case 'OpenCountSheet':
    case 'CountLines':
      return changeSheet(core, { ...begun, command });
    case 'CloseCountSheet':
      return inTurn(core, { ...begun, command }, closeSheet);
    case 'ShipOrder':
      return inTurn(core, { ...begun, command }, (...at) => operate(...at, shipment));
    case 'ReturnOrder':
      return inTurn(core, { ...begun, command }, (...at) => operate(...at, returning));
    case 'MoveBackorder':
      return moveBackorder(core, { ...begun, command });
    case 'HoldStock':
    case 'ReleaseHold':
      return operateHold(core, { ...begun, command });
    case 'CloseWarehouse':
      return closeWarehouse(core, { ...begun, command });
    default:
      return isOnScope(command)
        ? decideOnScope(core, { ...begun, command })
        : decideOnProduct(core, { ...begun, command });
  }
}

async function repeat(core: Core, begun: Begun, events: readonly RecordedEvent[]): Promise<Provisional> {
  if (!isSameCommand(events, begun.commandHash)) return { outcome: idempotencyConflict(begun) };
  const { command, commandId, stream } = begun;
  core.counters.commandsRepeated += 1;
  switch (command.type) {
    case 'SubmitOrder':
      return inTurn(core, begun as Begun<SubmitOrder>, repeatSubmission);
    case 'AmendOrder':
      return inTurn(core, { ...begun, command }, (...at) => repeatOperation(...at, amendment));
    case 'CancelOrder':
      return inTurn(core, { ...begun, command }, (...at) => repeatOperation(...at, cancellation));
    case 'TransferStock':
    case 'DispatchTransfer':
      return inTurn(core, begun as Begun<TransferStock | DispatchTransfer>, repeatMove);
    case 'ReceiveTransfer':
      return inTurn(core, begun as Begun<ReceiveTransfer>, repeatReceipt);
    case 'CloseCountSheet':
      return inTurn(core, { ...begun, command }, repeatSheetClosing);
    case 'ShipOrder':
      return inTurn(core, { ...begun, command }, (...at) => repeatOperation(...at, shipment));
    case 'ReturnOrder':
      return inTurn(core, { ...begun, command }, (...at) => repeatOperation(...at, returning));
    case 'HoldStock':
    case 'ReleaseHold':
      return repeatOnHold(core, { ...begun, command });
    case 'CloseWarehouse':
      return repeatClosing(core, { ...begun, command });
    default:
      if (isOnScope(command)) return repeatOnScope(core, begun, events);
      return { outcome: firstAnswer(commandId, stream, events) };
  }
}

/** One after the other for each process. What fails on the way may have left it half-way. */
function inTurn<C extends Command>(
  core: Core,
  begun: Begun<C>,
  work: (core: Core, begun: Begun<C>) => Promise<Provisional>,
): Promise<Provisional> {
  return core.turns.take(begun.stream, async () => {
    try {
      return await work(core, begun);
    } catch (error) {
      if (!(error instanceof AlreadyCarriedOut)) core.unfinished.add(begun.stream);
      throw error;
    }
  });
}
