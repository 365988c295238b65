/** Why a command could not be carried to its end: broken or busy machines, never rules. */
import { StoreError } from '#event-store';

export type UnavailableCode = 'SHUTTING_DOWN' | 'OVERLOADED' | 'CONTENDED' | 'STORE_UNAVAILABLE';

/** What a sender may wait for before sending the same command again. */
const RETRY_AFTER_SECONDS: Readonly<Record<UnavailableCode, number>> = {
  SHUTTING_DOWN: 5,
  OVERLOADED: 1,
  CONTENDED: 1,
  STORE_UNAVAILABLE: 2,
};

/** The command was not decided, or its outcome is not known. Sending it again with the same id is safe. */
export class LedgerUnavailableError extends Error {
  readonly code: UnavailableCode;

  constructor(code: UnavailableCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LedgerUnavailableError';
    this.code = code;
  }

  get retryAfterSeconds(): number {
    return RETRY_AFTER_SECONDS[this.code];
  }
}

export const shuttingDown = (): LedgerUnavailableError =>
  new LedgerUnavailableError('SHUTTING_DOWN', 'the ledger is shutting down');

export const overloaded = (waiting: number): LedgerUnavailableError =>
  new LedgerUnavailableError('OVERLOADED', `${waiting} commands are under way already`);

export const contended = (stream: string, attempts: number): LedgerUnavailableError =>
  new LedgerUnavailableError(
    'CONTENDED',
    `stream ${stream}: other processes appended first, ${attempts} times in a row`,
  );

/** What was staged is not in the log: everything that had built on it is void. */
export const flushFailed = (cause: unknown): LedgerUnavailableError =>
  new LedgerUnavailableError(
    'STORE_UNAVAILABLE',
    `what was decided could not be made durable: ${messageOf(cause)}`,
    { cause },
  );

/** The failure as the ledger's own, where it is the store's; anything else is a bug and stays what it is. */
export function unavailableFrom(error: unknown): LedgerUnavailableError | undefined {
  if (error instanceof LedgerUnavailableError) return error;
  if (!(error instanceof StoreError)) return undefined;
  return new LedgerUnavailableError('STORE_UNAVAILABLE', error.message, { cause: error });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
