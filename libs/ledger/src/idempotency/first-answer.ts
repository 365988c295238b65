import type { RecordedEvent, StreamName } from '#event-store';
import type { Outcome } from '../outcome.ts';

/**
 * The first answer to a command that one stream decided, from what it has left in the log.
 * @param events the command's events, in log order, at least one of them in the stream.
 */
export function firstAnswer(
  commandId: string,
  stream: StreamName,
  events: readonly RecordedEvent[],
): Outcome {
  const own = events.filter((event) => event.stream === stream);
  const last = own.at(-1);
  if (last === undefined) throw new RangeError(`no event of ${commandId} in ${stream}`);
  return {
    kind: 'done',
    answer: {
      commandId,
      stream,
      revision: last.revision,
      position: last.position,
      events: own.map(({ type, revision, data }) => ({ type, revision, data })),
    },
  };
}

/** Whether the command that left these events had the content of this fingerprint. */
export const isSameCommand = (events: readonly RecordedEvent[], commandHash: string): boolean =>
  events.some(({ metadata }) => metadata.commandHash === commandHash);
