/**
 * What a failure of the client means. Its errors come in three shapes: its own classes with a `type`, plain errors
 * with a gRPC `code`, and plain errors with neither.
 */
import { StoreCorruptError, type StoreError, StoreUnavailableError } from '../errors.ts';

interface ClientError {
  readonly type?: string;
  readonly code?: number;
  readonly message?: string;
  readonly actualVersion?: unknown;
}

/** Kinds of failure by what is known of an append that ended in it. */
export type FailureKind =
  /** The stream stands elsewhere. */
  | 'wrong-revision'
  /** Nothing was written, and trying again would not help. */
  | 'refused'
  /** The stream was deleted with the server's own tools. */
  | 'deleted'
  /** It may have been written or not: only the same events sent again tell. */
  | 'unknown';

const KINDS: Readonly<Record<string, FailureKind>> = {
  'wrong-expected-version': 'wrong-revision',
  'access-denied': 'refused',
  'maximum-append-size-exceeded': 'refused',
  'invalid-argument': 'refused',
  'stream-deleted': 'deleted',
};

export function kindOf(error: unknown): FailureKind {
  return KINDS[(error as ClientError | null)?.type ?? ''] ?? 'unknown';
}

export const isMissingStream = (error: unknown): boolean =>
  (error as ClientError | null)?.type === 'stream-not-found';

/** The log was asked for from a place where no event is. */
export const isNoPosition = (error: unknown): boolean =>
  ((error as ClientError | null)?.message ?? '').includes('Unexpected ReadAllResult');

export const isNotLeader = (error: unknown): boolean => (error as ClientError | null)?.type === 'not-leader';

/** Where a stream stands, as a refused append says: −1 where there is none. */
export function actualRevision(error: unknown): number {
  const { actualVersion } = error as ClientError;
  return typeof actualVersion === 'bigint' ? Number(actualVersion) : -1;
}

/** The failure as an error of the port. `shown` is the server's address without anything secret. */
export function storeErrorOf(error: unknown, shown: string, stream?: string): StoreError {
  if (kindOf(error) === 'deleted') {
    return new StoreCorruptError(shown, `stream ${stream ?? '?'} was deleted`, { cause: error });
  }
  return new StoreUnavailableError(shown, reasonOf(error), { cause: error });
}

/** In a few words. */
export function reasonOf(error: unknown): string {
  const { type, message = '', code } = (error ?? {}) as ClientError;
  if (type === 'access-denied') return 'the server denies access to this user';
  const text = message === '' ? (type ?? `code ${code}`) : message;
  return text.split('\n', 1)[0] ?? text;
}
