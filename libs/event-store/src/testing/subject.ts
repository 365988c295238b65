import type { Capabilities, EventStore } from '../port.ts';

export interface OpenOptions {
  /** Milliseconds since 1970 UTC; the store takes recorded times from it. Default: the system's clock. */
  readonly clock?: () => number;
}

/** A store under test, with a log of its own. */
export interface OpenedStore {
  readonly store: EventStore;
  /** Opens the same log again, after `store` was closed. */
  reopen(): Promise<EventStore>;
  /** Closes what is open and removes the log. */
  dispose(): Promise<void>;
}

/** What an adapter gives the conformance suite. */
export interface ConformanceSubject {
  /** As in the report, e.g. `SQLite`. */
  readonly name: string;
  /** Tests of what it lacks are skipped, by name. */
  readonly capabilities: Capabilities;
  /** How many random histories are played; default: 40. Fewer where each call is a round trip to a server. */
  readonly histories?: number;
  /** Opens a new log. It need not be empty: the suite looks only at what it has written. */
  open(options: OpenOptions): Promise<OpenedStore>;
}

/** What the parts of the suite work with. */
export interface Suite {
  readonly subject: ConformanceSubject;
  /** The store that most tests share; each writes to categories of its own. */
  store(): EventStore;
  /** Opens a store for the running test alone; it is disposed of afterwards. */
  open(options?: OpenOptions): Promise<OpenedStore>;
}
