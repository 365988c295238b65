import type { EventStore, Position } from '#event-store';
import type { ReadModels } from '#read-models';

/** How far the read models have come. */
export interface ReadModelsStand {
  readonly position: Position;
  /** Since when the log is known to have gone on beyond that, in milliseconds; 0: it has not. */
  readonly behindMs: number;
}

/** Tells how far read models are behind the log that another process projects: known from look to look. */
export class ReadModelsLag {
  readonly #store: Pick<EventStore, 'lastPosition'>;
  readonly #readModels: Pick<ReadModels, 'position'>;
  readonly #clock: () => number;
  /** Ends of the log that had not been reached when they were seen. */
  #missing: { readonly position: Position; readonly since: number }[] = [];

  constructor(
    store: Pick<EventStore, 'lastPosition'>,
    readModels: Pick<ReadModels, 'position'>,
    clock: () => number = () => performance.now(),
  ) {
    this.#store = store;
    this.#readModels = readModels;
    this.#clock = clock;
  }

  /** @throws what the event store or the read models throw when they cannot tell. */
  async look(): Promise<ReadModelsStand> {
    const last = await this.#store.lastPosition();
    const position = await this.#readModels.position();
    const now = this.#clock();
    this.#missing = this.#missing.filter((missing) => missing.position > position);
    const latest = this.#missing.at(-1);
    if (last > position && (latest === undefined || latest.position < last)) {
      this.#missing.push({ position: last, since: now });
      // One look in two is enough to go on with, once there are many.
      if (this.#missing.length > LOOKS_MAX)
        this.#missing = this.#missing.filter((_, index) => index % 2 === 0);
    }
    return { position, behindMs: now - (this.#missing[0]?.since ?? now) };
  }
}

const LOOKS_MAX = 100;
