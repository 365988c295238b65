import { keyOfStream } from '#domain';
import { LOG_START, type Position, type RecordedEvent } from '#event-store';
import type { Core } from '../core.ts';
import type { OpenHold } from '../ports.ts';

const HOLDS_ONLY = { categories: ['hold'] };

/**
 * The holds that are open, and those with something under way: what a read model knows, and what the log says beyond
 * it; without a read model the log from its start.
 */
export class OpenHolds {
  readonly #core: Core;
  #position: Position | undefined;
  /** By hold: its operation that holds and has no outcome yet. */
  readonly #deciding = new Map<string, OpenHold>();
  readonly #open = new Map<string, OpenHold>();
  /** Open holds that were not told of yet. */
  readonly #news = new Map<string, OpenHold>();
  /** By hold: when its last event was recorded, milliseconds since 1970 UTC. */
  readonly #busy = new Map<string, number>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** Reads on in the log, and answers with the holds that are open and were not told of before. */
  async readOn(): Promise<readonly OpenHold[]> {
    const { store, ports } = this.#core;
    let position = this.#position;
    if (position === undefined) {
      const known = await ports.openHolds?.();
      for (const hold of known?.open ?? []) this.#opened(hold);
      for (const holdId of known?.busy ?? []) this.#busy.set(holdId, 0);
      position = known?.position ?? LOG_START;
    }
    // Up to here nothing will be missed, though no hold's event should stand there.
    const end = await store.lastPosition();
    for await (const page of store.readLog({ after: position, filter: HOLDS_ONLY })) {
      for (const event of page) {
        position = event.position;
        this.#note(event);
      }
    }
    this.#position = position;
    if (end > position) this.#position = end;
    const news = [...this.#news.values()];
    this.#news.clear();
    return news;
  }

  /** Holds with something under way whose last event is at least as old as that; a read model's count as old. */
  busyFor(ageMs: number): readonly string[] {
    const youngest = Date.now() - ageMs;
    return [...this.#busy].flatMap(([holdId, since]) => (since <= youngest ? [holdId] : []));
  }

  #note({ type, stream, recordedAt, data }: RecordedEvent): void {
    const holdId = keyOfStream(stream);
    this.#busy.set(holdId, recordedAt);
    switch (type) {
      case 'HoldSubmitted': {
        const { expiresAt, decidedAt } = data as { expiresAt: string; decidedAt: string };
        this.#deciding.set(holdId, { holdId, status: 'open', expiresAt, decidedAt, recordedMs: recordedAt });
        break;
      }
      case 'HoldAccepted':
        this.#accepted(holdId);
        break;
      case 'HoldRejected':
        this.#deciding.delete(holdId);
        break;
      case 'HoldReleaseRequested':
      case 'HoldExpired':
      case 'HoldConsumed':
        this.#open.delete(holdId);
        this.#news.delete(holdId);
        break;
      case 'HoldReturned':
        this.#opened(this.#open.get(holdId));
        this.#busy.delete(holdId);
        break;
      case 'HoldSettled':
        this.#busy.delete(holdId);
        break;
    }
  }

  /** A first hold has nothing to give up, and is through with its acceptance. */
  #accepted(holdId: string): void {
    const accepted = this.#deciding.get(holdId);
    this.#deciding.delete(holdId);
    if (!this.#open.has(holdId)) this.#busy.delete(holdId);
    this.#opened(accepted);
  }

  #opened(hold: OpenHold | undefined): void {
    if (hold === undefined) return;
    this.#open.set(hold.holdId, hold);
    this.#news.set(hold.holdId, hold);
  }
}
