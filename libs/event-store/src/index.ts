export { canonicalJson } from './canonical-json.ts';
export { type BinaryHash, chainHash, chainStart, contentHashOf, eventIdOf, hexOf } from './chain.ts';
export { decodeContent, type EventContent, encodeContent } from './codec.ts';
export { type CopyProgress, type CopyReport, copyLog } from './copying/copy-log.ts';
export type { LogTarget } from './copying/log-target.ts';
export * from './errors.ts';
export {
  type EventStoreDbAddress,
  EventStoreDbAddressError,
  isEventStoreDbAddress,
  parseEventStoreDbAddress,
} from './eventstoredb/address.ts';
export { openEventStoreDbLogTarget } from './eventstoredb/log-target.ts';
export { type EventStoreDbOptions, openEventStoreDbEventStore } from './eventstoredb/open.ts';
export type { JsonObject, JsonValue } from './json.ts';
export * from './port.ts';
export { openSqliteLogTarget } from './sqlite/log-target.ts';
export { openSqliteEventStore, type SqliteEventStoreOptions } from './sqlite/open.ts';
export { StoredEvent } from './stored-event.ts';
export { type Upcaster, UpcasterRegistry } from './upcasting.ts';
