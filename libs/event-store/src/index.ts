export { canonicalJson, type JsonObject, type JsonValue } from './canonical-json.ts';
export { type BinaryHash, chainHash, chainStart, contentHashOf, eventIdOf, hexOf } from './chain.ts';
export { decodeContent, type EventContent, encodeContent } from './codec.ts';
export * from './errors.ts';
export * from './port.ts';
export { openSqliteEventStore, type SqliteEventStoreOptions } from './sqlite/open.ts';
export { StoredEvent } from './stored-event.ts';
export { type Upcaster, UpcasterRegistry } from './upcasting.ts';
