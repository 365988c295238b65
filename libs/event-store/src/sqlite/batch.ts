/**
 * A group of staged events on its way to the writer thread: one text and one list of numbers. Handing over objects
 * or lists of strings costs several times as much on both sides.
 */
import type { EncodedContent } from '../codec.ts';
import type { EventType } from './names.ts';

/**
 * Numbers of each event: stream, revision, type, recorded time, command key; in the texts, its content's length and
 * the ends of data and metadata in there; its origin, and the length of the metadata that is kept instead then.
 */
export const NUMBERS = 10;

/** In place of a command key: the event before, in the same append, is of the same command. */
export const SAME_COMMAND = Number.NaN;

/** In place of an origin: the event's metadata is kept whole. */
export const NO_ORIGIN = -1;

export interface BatchMessage {
  readonly kind: 'batch';
  /** Counts the failures of the store: a batch staged before the last one is void. */
  readonly epoch: number;
  readonly firstPosition: number;
  /** Streams that begin in this batch; their numbers count up from `firstStreamId`. */
  readonly newStreams: readonly string[];
  readonly firstStreamId: number;
  /** Event types that occur for the first time; likewise numbered. */
  readonly newTypes: readonly EventType[];
  readonly firstTypeId: number;
  /** The canonical contents of all events, one after the other, each followed by the metadata kept instead, if any. */
  readonly texts: string;
  /** {@link NUMBERS} for each event. */
  readonly numbers: Float64Array;
}

/** Collects events for one message. */
export class BatchBuilder {
  readonly #firstStreamId: number;
  readonly #firstTypeId: number;
  readonly #newStreams: string[] = [];
  readonly #newTypes: EventType[] = [];
  readonly #numbers: number[] = [];
  #texts = '';

  /** The ids are those that the next new stream and the next new type shall get. */
  constructor(firstStreamId: number, firstTypeId: number) {
    this.#firstStreamId = firstStreamId;
    this.#firstTypeId = firstTypeId;
  }

  /** How many events. */
  get count(): number {
    return this.#numbers.length / NUMBERS;
  }

  /** UTF-16 units of text. */
  get size(): number {
    return this.#texts.length;
  }

  addStream(name: string): number {
    return this.#firstStreamId + this.#newStreams.push(name) - 1;
  }

  addType(type: EventType): number {
    return this.#firstTypeId + this.#newTypes.push(type) - 1;
  }

  /**
   * @param recordedAt milliseconds since 1970 UTC.
   * @param own the metadata to keep, where the rest is that of the event at `origin`.
   */
  addEvent(
    streamId: number,
    revision: number,
    typeId: number,
    recordedAt: number,
    commandKey: number,
    { text, dataEnd, metadataEnd }: EncodedContent,
    origin = NO_ORIGIN,
    own = '',
  ): void {
    this.#numbers.push(streamId, revision, typeId, recordedAt, commandKey);
    this.#numbers.push(text.length, dataEnd, metadataEnd, origin, own.length);
    this.#texts += text;
    this.#texts += own;
  }

  message(epoch: number, firstPosition: number): BatchMessage {
    return {
      kind: 'batch',
      epoch,
      firstPosition,
      newStreams: this.#newStreams,
      firstStreamId: this.#firstStreamId,
      newTypes: this.#newTypes,
      firstTypeId: this.#firstTypeId,
      texts: this.#texts,
      numbers: new Float64Array(this.#numbers),
    };
  }
}
