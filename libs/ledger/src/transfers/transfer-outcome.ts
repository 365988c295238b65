import type { Reason } from '#domain';
import type { Position, RecordedEvent, StreamName } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { firstAnswer } from '../idempotency/first-answer.ts';
import type { AnswerEvent, Outcome } from '../outcome.ts';
import { type Provisional, refused } from '../provisional.ts';
import type { TransferRun } from './transfer-run.ts';

/** What an operation that has come to its end is answered with. */
export function outcomeOfRun(core: Core, begun: Begun, run: TransferRun): Provisional {
  const { stream, own, revision, staged } = run;
  const { commandId } = begun;
  const position = staged?.position ?? core.durability.position;
  const reasons = reasonsAmong(own);
  if (reasons.length > 0) return { outcome: refused(begun, reasons, position), staged };
  return {
    outcome: { kind: 'done', answer: { commandId, stream, revision, position, events: own } },
    staged,
  };
}

/** The same from the log: what the command left in the transfer's stream. */
export function outcomeFromLog(begun: Begun, stream: StreamName, events: readonly RecordedEvent[]): Outcome {
  const last = events.at(-1);
  if (last === undefined) throw new RangeError(`no event of a command in ${stream}`);
  const { commandId } = last.metadata;
  const reasons = reasonsAmong(events);
  const position: Position = last.position;
  if (reasons.length > 0) return refused({ ...begun, commandId }, reasons, position);
  return firstAnswer(commandId, stream, events);
}

function reasonsAmong(events: readonly Pick<AnswerEvent, 'type' | 'data'>[]): readonly Reason[] {
  const refusal = events.find(({ type }) => type === 'TransferRefused' || type === 'ReceiptRefused');
  return (refusal?.data.reasons as unknown as readonly Reason[] | undefined) ?? [];
}
