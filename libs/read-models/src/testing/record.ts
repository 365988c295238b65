import { createHash } from 'node:crypto';
import type { RecordedEvent } from '#event-store';
import type { Appended } from './made-up-shop.ts';

/** When every event of a test in memory was recorded. */
export const RECORDED_AT = Date.UTC(2026, 0, 1, 12);

/** Numbers appended events as a log does, without one. */
export class Recorder {
  readonly #revisions = new Map<string, number>();
  #position = -1n;

  record(appends: readonly Appended[]): RecordedEvent[] {
    return appends.flatMap(({ stream, events }) =>
      events.map(({ type, data, metadata }) => {
        const revision = (this.#revisions.get(stream) ?? -1) + 1;
        this.#revisions.set(stream, revision);
        this.#position += 1n;
        const hash = createHash('sha256').update(`${stream} ${revision}`).digest('hex');
        return {
          id: hash.slice(0, 32),
          type,
          schemaVersion: 1,
          stream,
          revision,
          position: this.#position,
          recordedAt: RECORDED_AT,
          data,
          metadata,
          contentHash: hash,
          hash,
        };
      }),
    );
  }
}
