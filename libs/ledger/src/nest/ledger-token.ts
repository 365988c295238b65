/** By which the ledger is injected. */
export const LEDGER = Symbol('LEDGER');
