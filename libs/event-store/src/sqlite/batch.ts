/**
 * A group of staged events on its way to the writer thread: one text and a few lists of numbers. Handing over
 * objects or lists of strings costs several times as much on both sides.
 */
import type { Revision, StreamName } from '../port.ts';

/** Numbers for each event: lengths of its four texts, revision, recorded time. */
const NUMBERS = 6;

export interface BatchMessage {
  readonly kind: 'batch';
  /** Counts the failures of the store: a batch staged before the last one is void. */
  readonly epoch: number;
  readonly firstPosition: number;
  readonly count: number;
  /** Stream, type, command id and content of each event, joined. */
  readonly text: string;
  readonly numbers: Float64Array;
}

export interface StagedEvent {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly type: string;
  readonly commandId: string;
  /** Milliseconds since 1970 UTC. */
  readonly recordedAt: number;
  readonly content: string;
}

/** Collects events for one message. */
export class BatchBuilder {
  #text = '';
  #numbers: number[] = [];
  count = 0;

  add(
    stream: StreamName,
    revision: Revision,
    type: string,
    commandId: string,
    recordedAt: number,
    content: string,
  ): void {
    this.#text += stream + type + commandId + content;
    this.#numbers.push(stream.length, type.length, commandId.length, content.length, revision, recordedAt);
    this.count += 1;
  }

  /** UTF-16 units of text collected so far. */
  get size(): number {
    return this.#text.length;
  }

  message(epoch: number, firstPosition: number): BatchMessage {
    return {
      kind: 'batch',
      epoch,
      firstPosition,
      count: this.count,
      text: this.#text,
      numbers: Float64Array.from(this.#numbers),
    };
  }
}

/** The events of a message, in order. */
export function* eventsOf(batch: BatchMessage): Generator<StagedEvent> {
  const { text, numbers } = batch;
  let at = 0;
  const take = (length: number) => {
    at += length;
    return text.slice(at - length, at);
  };
  for (let i = 0; i < batch.count * NUMBERS; i += NUMBERS) {
    const [streamLength, typeLength, commandLength, contentLength, revision, recordedAt] = numbers.subarray(
      i,
      i + NUMBERS,
    ) as unknown as [number, number, number, number, number, number];
    yield {
      stream: take(streamLength),
      type: take(typeLength),
      commandId: take(commandLength),
      content: take(contentLength),
      revision,
      recordedAt,
    };
  }
}
