import type { RecordedEvent, StreamName } from '#event-store';

/** Loadings, and causes of one, that are remembered; what goes beyond may have brought anything. */
const LOADINGS_MAX = 64;
const CAUSES_MAX = 500;

interface Loading {
  /** The count of loadings when it had ended. */
  readonly at: number;
  /** The streams that the loaded events go back to. */
  readonly causes: ReadonlySet<StreamName>;
}

/** What recent loadings of a stream brought from other processes, by the streams of the intents that caused it. */
export class Arrivals {
  #loadings: Loading[] = [];
  /** All that came later is remembered. */
  #since = 0;

  /** @param at the count of loadings when everything up to now had been loaded. */
  forget(at: number): void {
    this.#loadings = [];
    this.#since = at;
  }

  /** @param at the count of loadings when these events had been loaded. */
  note(events: readonly Pick<RecordedEvent, 'metadata'>[], at: number): void {
    if (events.length === 0) return;
    if (events.length > CAUSES_MAX) {
      this.forget(at);
      return;
    }
    const causes = events.flatMap(({ metadata: { causationId } }) =>
      causationId === undefined ? [] : [causationId.slice(0, causationId.lastIndexOf('@'))],
    );
    this.#loadings.push({ at, causes: new Set(causes) });
    if (this.#loadings.length > LOADINGS_MAX) this.#since = this.#loadings.shift()?.at ?? at;
  }

  /** Whether something that goes back to a stream may have come in loadings after so many. */
  mayHaveBrought(cause: StreamName, after: number): boolean {
    return after < this.#since || this.#loadings.some(({ at, causes }) => at > after && causes.has(cause));
  }
}
