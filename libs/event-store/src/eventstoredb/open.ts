/**
 * Opens an event store on EventStoreDB or KurrentDB.
 */
import type { EventStore } from '../port.ts';
import type { UpcasterRegistry } from '../upcasting.ts';
import { type EventStoreDbAddress, parseEventStoreDbAddress } from './address.ts';
import { Appender } from './appender.ts';
import { connectionTo } from './connection.ts';
import { EventStoreDbEventStore } from './eventstoredb-event-store.ts';
import { Reader } from './reader.ts';

export interface EventStoreDbOptions {
  /** `esdb://…`, `esdb+discover://…`, `kurrentdb://…`; or what it says. */
  readonly address: string | EventStoreDbAddress;
  /** Milliseconds since 1970 UTC. Default: the system's clock. */
  readonly clock?: () => number;
  /** Lifts old events on reading. Absent: data is given as it was written. */
  readonly upcasters?: UpcasterRegistry;
  /** Events that one reading fetches. Default: 500. */
  readonly pageSize?: number;
  /** How long one call may take, in milliseconds. Default: 10,000. */
  readonly timeoutMs?: number;
  /** For how long an append whose outcome is not known is sent again, in milliseconds. Default: 5,000. */
  readonly resendForMs?: number;
  /** For how long a failed reading is tried again, in milliseconds. Default: 2,000. */
  readonly retryForMs?: number;
  /** What may be on its way to the server: bytes and appends. Default: 2 MiB, 256. */
  readonly bytesInFlightMax?: number;
  readonly appendsInFlightMax?: number;
  /** Told when a subscription broke and begins again. */
  readonly onBreak?: (error: unknown) => void;
}

/**
 * Opens the log of a server. All stores of the same address in a process share one client.
 *
 * @throws EventStoreDbAddressError; StoreUnavailableError when the server does not answer.
 */
export async function openEventStoreDbEventStore(options: EventStoreDbOptions): Promise<EventStore> {
  const { address, clock = Date.now, upcasters, pageSize = 500, timeoutMs = 10_000 } = options;
  const parsed = typeof address === 'string' ? parseEventStoreDbAddress(address) : address;
  const connection = connectionTo(parsed);
  const reader = new Reader({ connection, upcasters, timeoutMs, retryForMs: options.retryForMs ?? 2_000 });
  const appender = new Appender({
    connection,
    reader,
    clock,
    timeoutMs,
    resendForMs: options.resendForMs ?? 5_000,
    bytesInFlightMax: options.bytesInFlightMax ?? 2 * 1024 * 1024,
    appendsInFlightMax: options.appendsInFlightMax ?? 256,
  });
  const { onBreak } = options;
  const store = new EventStoreDbEventStore({
    connection,
    reader,
    appender,
    pageSize,
    ...(onBreak === undefined ? {} : { onBreak }),
  });
  try {
    await store.lastPosition();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
