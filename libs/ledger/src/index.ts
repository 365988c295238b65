export type { BulkItem, BulkOptions, BulkResult } from './bulk/bulk.ts';
export * from './commands/index.ts';
export type { Counters } from './counters.ts';
export { createLedger } from './create-ledger.ts';
export type { DirectoryLag } from './directory/follow.ts';
export type { Envelope } from './envelope.ts';
export type { UnavailableCode } from './failures.ts';
export type { Alarm } from './holds/expiry.ts';
export type { Ledger, LedgerOptions } from './ledger.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export { LEDGER, LedgerModule } from './nest/ledger.module.ts';
export type { OrderAnswer, OrderAnswerLine } from './orders/order-answer.ts';
export type * from './outcome.ts';
export type {
  CommandIndex,
  Log,
  OpenHold,
  OpenHolds,
  OpenOperations,
  ProductsReached,
  WarehouseContents,
} from './ports.ts';
