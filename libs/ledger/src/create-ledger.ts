import { createCore } from './create-core.ts';
import type { Ledger, LedgerOptions } from './ledger.ts';
import { RunningLedger } from './running-ledger.ts';

/** Makes a ledger on an open event store. It has to be started before it takes commands. */
export function createLedger(options: LedgerOptions): Ledger {
  return new RunningLedger(createCore(options), options);
}
