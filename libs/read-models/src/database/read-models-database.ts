import type { RowStore } from './row-store.ts';
import type { Versions } from './versions.ts';

/** One set of all the tables. Numbers rise and are never used again. */
export interface Generation {
  readonly number: number;
  readonly versions: Versions;
}

/** Another process or thread is building the next generation. */
export class RebuildRunningError extends Error {
  override readonly name = 'RebuildRunningError';
  readonly place: string;

  constructor(place: string) {
    super(`The read models ${place} are being rebuilt already`);
    this.place = place;
  }
}

/** Another process is the projector of these read models. */
export class ProjectorRunningError extends Error {
  override readonly name = 'ProjectorRunningError';
  readonly place: string;

  constructor(place: string) {
    super(`The read models ${place} have a projector already`);
    this.place = place;
  }
}

/** The read models for those who write them: which generation is the live one, and the making of the next. */
export interface ReadModelsDatabase {
  /** The generation that answers the queries of this program; none before the first was built. */
  live(): Promise<Generation | undefined>;
  /** Nothing answers queries until the next generation is built. */
  retire(): Promise<void>;
  /** Removes generations before the live one that nobody reads any more; those in use go another time. */
  removeOld(): Promise<void>;
  /** Everything up to here shows in the live generation; −1: nothing. */
  livePosition(): Promise<bigint>;

  /**
   * Opens the live generation as its one projector.
   *
   * @throws ProjectorRunningError while another process is.
   */
  openToProject(generation: Generation): Promise<RowStore>;
  /** Opens the live generation for a few transactions beside its projector. */
  openToMend(generation: Generation): Promise<RowStore>;
  /** Begins the next generation. @throws RebuildRunningError while another process or thread builds one. */
  startBuild(): Promise<Build>;

  close(): Promise<void>;
}

/** The next generation, beside the live one and seen by nobody. */
export interface Build {
  readonly generation: Generation;
  /** The file to be filled, where it is one: then a part of it may be filled beside, in another thread. */
  readonly file?: string;
  /** The empty tables, to be filled fast: what is written is durable only once it was closed and opened to finish. */
  openToFill(): Promise<RowStore>;
  openToFinish(): Promise<RowStore>;
  /**
   * Makes it the live generation, for everybody at once, unless the live one shows more than up to `position`: so
   * a client that has seen a position never finds the next generation behind it.
   */
  switchUnlessBehind(position: number): Promise<boolean>;
  /** Lets others build again. What did not become the live generation is thrown away. */
  end(): Promise<void>;
}
