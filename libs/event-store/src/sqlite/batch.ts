/**
 * A group of staged events on its way to the writer thread: one text and one list of numbers. Handing over objects
 * or lists of strings costs several times as much on both sides.
 */

/** Numbers of each event: stream, revision, type, recorded time, command key, length of the content. */
export const NUMBERS = 6;

/** In place of a command key: the event before, in the same append, is of the same command. */
export const SAME_COMMAND = Number.NaN;

export interface BatchMessage {
  readonly kind: 'batch';
  /** Counts the failures of the store: a batch staged before the last one is void. */
  readonly epoch: number;
  readonly firstPosition: number;
  /** Streams that begin in this batch; their numbers count up from `firstStreamId`. */
  readonly newStreams: readonly string[];
  readonly firstStreamId: number;
  /** Event types that occur for the first time; likewise numbered. */
  readonly newTypes: readonly string[];
  readonly firstTypeId: number;
  /** The canonical contents of all events, one after the other. */
  readonly contents: string;
  /** {@link NUMBERS} for each event. */
  readonly numbers: Float64Array;
}

/** Collects events for one message. */
export class BatchBuilder {
  readonly #firstStreamId: number;
  readonly #firstTypeId: number;
  readonly #newStreams: string[] = [];
  readonly #newTypes: string[] = [];
  readonly #numbers: number[] = [];
  #contents = '';

  /** The ids are those that the next new stream and the next new type shall get. */
  constructor(firstStreamId: number, firstTypeId: number) {
    this.#firstStreamId = firstStreamId;
    this.#firstTypeId = firstTypeId;
  }

  /** How many events. */
  get count(): number {
    return this.#numbers.length / NUMBERS;
  }

  /** UTF-16 units of content. */
  get size(): number {
    return this.#contents.length;
  }

  addStream(name: string): number {
    return this.#firstStreamId + this.#newStreams.push(name) - 1;
  }

  addType(name: string): number {
    return this.#firstTypeId + this.#newTypes.push(name) - 1;
  }

  /** @param recordedAt milliseconds since 1970 UTC. */
  addEvent(
    streamId: number,
    revision: number,
    typeId: number,
    recordedAt: number,
    commandKey: number,
    content: string,
  ): void {
    this.#numbers.push(streamId, revision, typeId, recordedAt, commandKey, content.length);
    this.#contents += content;
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
      contents: this.#contents,
      numbers: new Float64Array(this.#numbers),
    };
  }
}
