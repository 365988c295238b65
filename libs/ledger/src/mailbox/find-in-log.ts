import { canonicalJson, type EventToAppend, type RecordedEvent, type StreamName } from '#event-store';
import type { Batch } from './batch.ts';
import type { Staged } from './durability.ts';
import type { MailboxSetting } from './mailbox-setting.ts';

/**
 * Whether a batch that was sent more than once stands in its stream after all: exactly its events, exactly where
 * they were sent to.
 */
export async function findInLog<State>(
  stream: StreamName,
  batch: Batch<State>,
  { store, durability }: MailboxSetting,
): Promise<Staged | undefined> {
  const { baseRevision, events } = batch;
  const found: RecordedEvent[] = [];
  for await (const page of store.readStream(stream, { from: baseRevision + 1, limit: events.length })) {
    found.push(...page);
  }
  const last = found.at(-1);
  if (last === undefined || found.length !== events.length) return undefined;
  if (!found.every((event, index) => isSame(event, events[index]))) return undefined;
  return durability.staged({
    firstRevision: baseRevision + 1,
    lastRevision: last.revision,
    position: last.position,
    durable: Promise.resolve(),
  });
}

function isSame(recorded: RecordedEvent, sent: EventToAppend | undefined): boolean {
  return (
    sent !== undefined &&
    recorded.type === sent.type &&
    recorded.metadata.commandId === sent.metadata.commandId &&
    canonicalJson(recorded.data) === canonicalJson(sent.data)
  );
}
