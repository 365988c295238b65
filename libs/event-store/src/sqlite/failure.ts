/**
 * A failure of the store as it crosses from one thread to another: classes do not, so the other side makes the typed
 * error again.
 */
import { dirname } from 'node:path';
import {
  StoreCorruptError,
  type StoreError,
  type StoreErrorCode,
  StoreForeignFileError,
  StoreFullError,
  StoreLockedError,
  StoreTooNewError,
  StoreUnavailableError,
} from '../errors.ts';
import { FORMAT } from './schema.ts';
import { storeErrorFrom } from './sqlite-errors.ts';

export interface Failure {
  readonly code: StoreErrorCode;
  readonly reason: string;
  /** Of a file that is too new: its format. */
  readonly found?: number;
}

export function failureOf(error: unknown, file: string): Failure {
  const { code, message, cause, ...more } = storeErrorFrom(error, file) as StoreError & {
    reason?: string;
    found?: number;
  };
  return {
    code,
    reason: more.reason ?? (cause instanceof Error ? cause.message : message),
    ...(more.found === undefined ? {} : { found: more.found }),
  };
}

export function errorOf({ code, reason, found = 0 }: Failure, file: string): StoreError {
  switch (code) {
    case 'store_full':
      return new StoreFullError(file, { cause: reason });
    case 'store_locked':
      return new StoreLockedError(file, dirname(file), {}, { cause: reason });
    case 'store_foreign_file':
      return new StoreForeignFileError(file);
    case 'store_too_new':
      return new StoreTooNewError(file, found, FORMAT);
    case 'store_corrupt':
      return new StoreCorruptError(file, reason);
    default:
      return new StoreUnavailableError(file, reason);
  }
}
