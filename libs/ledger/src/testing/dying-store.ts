import {
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type StagedAppend,
  StoreClosedError,
} from '#event-store';

/** A store as a process has it that is killed: it takes a number of appends, and from then on nothing at all. */
export class DyingStore implements EventStore {
  readonly #store: EventStore;
  #appendsLeft: number;
  #lastStaged: StagedAppend | undefined;
  appends = 0;

  constructor(store: EventStore, appendsLeft: number) {
    this.#store = store;
    this.#appendsLeft = appendsLeft;
  }

  get capabilities() {
    return this.#store.capabilities;
  }

  append(
    stream: string,
    events: readonly EventToAppend[],
    expected: ExpectedRevision,
  ): Promise<StagedAppend> {
    if (this.#appendsLeft === 0) return Promise.reject(new StoreClosedError('killed'));
    this.#appendsLeft -= 1;
    this.appends += 1;
    return this.#staged(this.#store.append(stream, events, expected));
  }

  /** Resolves when all that was taken is durable. */
  async flushed(): Promise<void> {
    await this.#lastStaged?.durable;
  }

  async #staged(append: Promise<StagedAppend>): Promise<StagedAppend> {
    this.#lastStaged = await append;
    return this.#lastStaged;
  }

  readStream: EventStore['readStream'] = (...args) => this.#store.readStream(...args);
  readLog: EventStore['readLog'] = (...args) => this.#store.readLog(...args);
  subscribe: EventStore['subscribe'] = (...args) => this.#store.subscribe(...args);
  lastRevision: EventStore['lastRevision'] = (...args) => this.#store.lastRevision(...args);
  lastPosition: EventStore['lastPosition'] = () => this.#store.lastPosition();
  eventsOfCommand: EventStore['eventsOfCommand'] = (...args) => this.#store.eventsOfCommand(...args);
  close: EventStore['close'] = () => this.#store.close();
}
