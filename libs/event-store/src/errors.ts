/**
 * Every error of the event store. Each has a stable `code`, builds its own message and carries what it names as
 * fields, so that callers never parse text. The README holds them in one table.
 */
import type { ExpectedRevision, Revision, StreamName } from './port.ts';

export type EventStoreErrorCode =
  | 'wrong_expected_revision'
  | 'append_too_large'
  | 'unserialisable_event'
  | 'unknown_schema_version'
  | 'capability_missing'
  | 'logs_differ'
  | 'unknown_position'
  | StoreErrorCode;

export type StoreErrorCode =
  | 'store_full'
  | 'store_locked'
  | 'store_unavailable'
  | 'store_closed'
  | 'store_read_only'
  | 'store_not_found'
  | 'store_foreign_file'
  | 'store_too_new'
  | 'store_corrupt';

/** What every error of this library is. */
export abstract class EventStoreError extends Error {
  abstract readonly code: EventStoreErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

function place(revision: ExpectedRevision): string {
  return revision === 'no-stream' || revision === -1 ? 'no stream' : `revision ${revision}`;
}

/** The stream stands elsewhere than the append expected; nothing was written. */
export class WrongExpectedRevisionError extends EventStoreError {
  readonly code = 'wrong_expected_revision';
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  /** The stream's last revision, staged events included; −1: it does not exist. */
  readonly actual: Revision;

  constructor(stream: StreamName, expected: ExpectedRevision, actual: Revision) {
    super(`Stream ${stream}: expected ${place(expected)}, found ${place(actual)}`);
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** The events of one append are together larger than the limit of every store; nothing was written. */
export class AppendTooLargeError extends EventStoreError {
  readonly code = 'append_too_large';
  readonly stream: StreamName;
  readonly bytes: number;
  readonly bytesMax: number;

  constructor(stream: StreamName, bytes: number, bytesMax: number) {
    super(`Append to ${stream} holds ${bytes} bytes of content; the limit is ${bytesMax}`);
    this.stream = stream;
    this.bytes = bytes;
    this.bytesMax = bytesMax;
  }
}

/** An event cannot be written as JSON and read back the same; nothing was written. */
export class UnserialisableEventError extends EventStoreError {
  readonly code = 'unserialisable_event';
  /** Where in the value, e.g. `data.lines[2].quantity`. */
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`${path === '' ? 'The value' : path} cannot be stored as JSON: ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}

/** The log holds an event of a newer schema than this program knows. */
export class UnknownSchemaVersionError extends EventStoreError {
  readonly code = 'unknown_schema_version';
  readonly type: string;
  readonly version: number;
  readonly newestKnown: number;

  constructor(type: string, version: number, newestKnown: number) {
    super(`Event ${type} has schema version ${version}; this program knows it up to ${newestKnown}`);
    this.type = type;
    this.version = version;
    this.newestKnown = newestKnown;
  }
}

/** The operation needs a capability that the adapter states it lacks. */
export class CapabilityMissingError extends EventStoreError {
  readonly code = 'capability_missing';
  readonly capability: string;

  constructor(capability: string) {
    super(`This event store has no ${capability}`);
    this.capability = capability;
  }
}

/** The log has no event at or beside the position, and this store cannot read from anywhere else. */
export class UnknownPositionError extends EventStoreError {
  readonly code = 'unknown_position';
  readonly position: bigint;

  constructor(position: bigint) {
    super(`The log has no event at position ${position}`);
    this.position = position;
  }
}

/** A log that should be a copy of another, or become one, is not. */
export class LogsDifferError extends EventStoreError {
  readonly code = 'logs_differ';
  readonly reason: string;

  constructor(reason: string) {
    super(`The target is no copy of the log: ${reason}`);
    this.reason = reason;
  }
}

/** The store itself cannot serve: its file, folder, disk, thread or server. */
export abstract class StoreError extends EventStoreError {
  abstract override readonly code: StoreErrorCode;
  /** The log's file (of a server: its address). */
  readonly file: string;

  constructor(file: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.file = file;
  }
}

/** No room left for the log. It takes appends again as soon as there is. */
export class StoreFullError extends StoreError {
  readonly code = 'store_full';

  constructor(file: string, options?: ErrorOptions) {
    super(file, `No room left to write ${file}`, options);
  }
}

/** Who holds the writer's lock of a folder, as far as recorded. */
export interface LockOwner {
  readonly pid?: number;
  /** Where the owner answers requests, e.g. `http://127.0.0.1:3000`. */
  readonly address?: string;
}

/** Another writer holds the log, or another program holds its file. */
export class StoreLockedError extends StoreError {
  readonly code = 'store_locked';
  readonly folder: string;
  readonly owner: LockOwner;

  constructor(file: string, folder: string, owner: LockOwner = {}, options?: ErrorOptions) {
    const pid = owner.pid === undefined ? 'another process' : `process ${owner.pid}`;
    const address = owner.address === undefined ? '' : ` at ${owner.address}`;
    super(file, `Folder ${folder} is in use by ${pid}${address}`, options);
    this.folder = folder;
    this.owner = owner;
  }
}

/** The file or its writer cannot be reached now; later it may. */
export class StoreUnavailableError extends StoreError {
  readonly code = 'store_unavailable';
  readonly reason: string;

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(file, `Event store ${file} is unavailable: ${reason}`, options);
    this.reason = reason;
  }
}

/** The store was closed by this program. */
export class StoreClosedError extends StoreError {
  readonly code = 'store_closed';

  constructor(file: string) {
    super(file, `Event store ${file} is closed`);
  }
}

/** The store was opened for reading only. */
export class StoreReadOnlyError extends StoreError {
  readonly code = 'store_read_only';

  constructor(file: string) {
    super(file, `Event store ${file} is open for reading only`);
  }
}

/** There is no log at this place, and a reader does not make one. */
export class StoreNotFoundError extends StoreError {
  readonly code = 'store_not_found';

  constructor(file: string) {
    super(file, `There is no event store at ${file}`);
  }
}

/** The file is something else than an event log of ours. */
export class StoreForeignFileError extends StoreError {
  readonly code = 'store_foreign_file';

  constructor(file: string, options?: ErrorOptions) {
    super(file, `${file} is not an event log`, options);
  }
}

/** The file was written by a newer version of this program. */
export class StoreTooNewError extends StoreError {
  readonly code = 'store_too_new';
  readonly found: number;
  readonly newestKnown: number;

  constructor(file: string, found: number, newestKnown: number) {
    super(file, `${file} has format ${found}; this program knows formats up to ${newestKnown}`);
    this.found = found;
    this.newestKnown = newestKnown;
  }
}

/** The file contradicts itself. Nothing is repaired silently. */
export class StoreCorruptError extends StoreError {
  readonly code = 'store_corrupt';
  readonly reason: string;

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(file, `Event store ${file} is damaged: ${reason}`, options);
    this.reason = reason;
  }
}
