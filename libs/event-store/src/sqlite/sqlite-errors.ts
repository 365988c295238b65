/**
 * From what SQLite reports to the errors of the port.
 */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  StoreCorruptError,
  StoreError,
  StoreForeignFileError,
  StoreFullError,
  StoreLockedError,
  StoreUnavailableError,
} from '../errors.ts';

/** SQLite's primary result codes: the low byte of an extended one. */
const BUSY = 5;
const LOCKED = 6;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const NOTADB = 26;

/** Less room than this counts as a full disk when an I/O error leaves the cause open. */
const ROOM_BYTES_MIN = 1024 * 1024;

/** The typed error for whatever an operation on `file` threw; a typed one stays as it is. */
export function storeErrorFrom(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const options = { cause: error };
  switch (primaryCode(error)) {
    case FULL:
      return new StoreFullError(file, options);
    case BUSY:
    case LOCKED:
      return new StoreLockedError(file, dirname(file), {}, options);
    case CORRUPT:
      return new StoreCorruptError(file, messageOf(error), options);
    case NOTADB:
      return new StoreForeignFileError(file, options);
    case IOERR:
      return isDiskFull(file)
        ? new StoreFullError(file, options)
        : new StoreUnavailableError(file, messageOf(error), options);
    default:
      return new StoreUnavailableError(file, messageOf(error), options);
  }
}

function primaryCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isDiskFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < ROOM_BYTES_MIN;
  } catch {
    return false;
  }
}
