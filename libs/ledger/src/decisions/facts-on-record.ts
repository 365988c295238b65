import {
  type AdjustLevel,
  type CountLevel,
  levelToReadFor,
  type OnHandFact,
  onHandFactOf,
  type ProductState,
} from '#domain';
import type { RecordedEvent, Revision, StreamName } from '#event-store';
import type { Core } from '../core.ts';

/**
 * What a product's stream tells of one level since an effective time, for a change that is backdated. Read backwards,
 * and no further than to what was recorded by then: a fact is never dated later than it was recorded.
 */
export class FactsOnRecord {
  readonly #core: Core;
  readonly #stream: StreamName;
  readonly #command: AdjustLevel | CountLevel;
  #facts: readonly OnHandFact[] = [];
  #readTo: Revision = -1;

  constructor(core: Core, stream: StreamName, command: AdjustLevel | CountLevel) {
    this.#core = core;
    this.#stream = stream;
    this.#command = command;
  }

  /** In the order of recording. */
  get facts(): readonly OnHandFact[] {
    return this.#facts;
  }

  /** Whether the facts go up to the revision, or none are needed. */
  isReady(product: ProductState | null, revision: Revision): boolean {
    if (product === null || this.#readTo === revision) return true;
    return levelToReadFor(product, this.#command) === undefined;
  }

  /** Reads on to the revision, which is staged. */
  async readTo(product: ProductState | null, revision: Revision): Promise<void> {
    const level = product && levelToReadFor(product, this.#command);
    if (!level) return;
    const { store, durability } = this.#core;
    // The store shows durable events only.
    if (durability.lastStaged !== undefined) await durability.reached(durability.lastStaged);
    const { unit, warehouse } = level;
    const found: OnHandFact[] = [];
    read: for await (const page of store.readStream(this.#stream, {
      from: revision,
      direction: 'backward',
    })) {
      for (const event of page) {
        if (event.revision <= this.#readTo || this.#isBefore(event)) break read;
        const fact = onHandFactOf(event, { unit, warehouse });
        if (fact !== undefined) found.push(fact);
      }
    }
    this.#facts = [...this.#facts, ...found.reverse()];
    this.#readTo = revision;
  }

  #isBefore({ revision, recordedAt }: RecordedEvent): boolean {
    const { effectiveAt = '' } = this.#command;
    const seen = 'seen' in this.#command ? this.#command.seen?.revision : undefined;
    return recordedAt <= Date.parse(effectiveAt) && revision <= (seen ?? revision);
  }
}
