import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventStore, LOG_START, type Position, type RecordedEvent, type StreamName } from '#event-store';

interface Asked {
  readonly after: Position;
  readonly resolve: (events: readonly RecordedEvent[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Events that the first reading fetches; each further one takes twice as many. */
const FIRST_READ = 16;
const READ_MAX = 512;

/**
 * The ends of streams, read backwards down to a position. Whoever asks for the same stream in the same turn shares
 * one reading, which begins after all of them have asked.
 */
export class StreamTails {
  readonly #store: Pick<EventStore, 'readStream'>;
  readonly #asked = new Map<StreamName, Asked[]>();

  constructor(store: Pick<EventStore, 'readStream'>) {
    this.#store = store;
  }

  /** The events of a stream after a position, in log order. */
  after(stream: StreamName, after: Position): Promise<readonly RecordedEvent[]> {
    return new Promise((resolve, reject) => {
      const asked = this.#asked.get(stream);
      if (asked === undefined) {
        this.#asked.set(stream, [{ after, resolve, reject }]);
        void this.#readSoon(stream);
      } else {
        asked.push({ after, resolve, reject });
      }
    });
  }

  async #readSoon(stream: StreamName): Promise<void> {
    await nextTurn();
    const asked = this.#asked.get(stream) ?? [];
    this.#asked.delete(stream);
    let lowest = asked[0]?.after ?? LOG_START;
    for (const { after } of asked) if (after < lowest) lowest = after;
    try {
      const events = await this.#read(stream, lowest);
      for (const { after, resolve } of asked) resolve(events.filter(({ position }) => position > after));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  async #read(stream: StreamName, after: Position): Promise<readonly RecordedEvent[]> {
    const found: RecordedEvent[] = [];
    for (let limit = FIRST_READ; ; limit = Math.min(limit * 2, READ_MAX)) {
      const next = found.at(-1)?.revision;
      if (next === 0) break;
      const from = next === undefined ? {} : { from: next - 1 };
      let count = 0;
      for await (const page of this.#store.readStream(stream, { ...from, direction: 'backward', limit })) {
        count += page.length;
        found.push(...page);
      }
      if (count < limit || (found.at(-1)?.position ?? after) <= after) break;
    }
    return found.filter(({ position }) => position > after).reverse();
  }
}
