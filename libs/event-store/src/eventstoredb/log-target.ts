/**
 * Fills a server's log with the events of another log.
 *
 * The order of the log has to be kept, and one append after the other would take a round trip each. So appends follow
 * each other on one connection without waiting; the server takes them in as they come. Where one fails nothing more is
 * sent, and whoever copies looks where the log ends before going on.
 */
import { NO_STREAM } from '@eventstore/db-client';
import type { LogTarget } from '../copying/log-target.ts';
import { LogsDifferError } from '../errors.ts';
import type { EventStore } from '../port.ts';
import type { StoredEvent } from '../stored-event.ts';
import { parseEventStoreDbAddress } from './address.ts';
import { type Connection, connectionTo } from './connection.ts';
import { type PreparedEvent, prepareRecorded } from './event-form.ts';
import { actualRevision, kindOf, storeErrorOf } from './failures.ts';
import { InFlight } from './in-flight.ts';
import { openEventStoreDbEventStore } from './open.ts';

/** Consecutive events of one stream, in one append. */
interface Group {
  readonly stream: string;
  readonly firstRevision: number;
  readonly events: PreparedEvent[];
  bytes: number;
}

const GROUP_BYTES_MAX = 256 * 1024;
const GROUP_EVENTS_MAX = 500;
const BYTES_IN_FLIGHT_MAX = 1024 * 1024;
const APPENDS_IN_FLIGHT_MAX = 64;
const ROOM_MS_MAX = 30_000;

/** @throws EventStoreDbAddressError; StoreUnavailableError when the server does not answer. */
export async function openEventStoreDbLogTarget(address: string): Promise<LogTarget> {
  const parsed = parseEventStoreDbAddress(address);
  const store = await openEventStoreDbEventStore({ address: parsed });
  return new EventStoreDbLogTarget(connectionTo(parsed), store);
}

class EventStoreDbLogTarget implements LogTarget {
  readonly store: EventStore;
  readonly #connection: Connection;
  readonly #inFlight = new InFlight(BYTES_IN_FLIGHT_MAX, APPENDS_IN_FLIGHT_MAX);

  constructor(connection: Connection, store: EventStore) {
    this.#connection = connection;
    this.store = store;
  }

  async append(events: readonly StoredEvent[]): Promise<void> {
    let failure: unknown;
    const sent: Promise<void>[] = [];
    for (const [index, group] of groupsOf(events).entries()) {
      const { bytes } = group;
      const hasRoom = await this.#inFlight.enter(bytes, ROOM_MS_MAX);
      if (failure !== undefined || !hasRoom) {
        failure ??= new Error('the server does not answer');
        if (hasRoom) this.#inFlight.leave(bytes);
        break;
      }
      // A failure is known before room is given back: what waits for room would else go out on a new connection, ahead
      // of what was lost with the broken one.
      const append = this.#send(group)
        .catch((error) => {
          failure ??= error;
        })
        .finally(() => this.#inFlight.leave(bytes));
      sent.push(append);
      // The first opens the way: what is sent before that stands could come out of order.
      if (index === 0) await append;
    }
    await Promise.all(sent);
    if (failure === undefined) return;
    if (kindOf(failure) === 'unknown') this.#connection.giveUp(this.#connection.client);
    throw failure instanceof LogsDifferError ? failure : storeErrorOf(failure, this.#connection.shown);
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.#connection.leave();
  }

  async #send({ stream, firstRevision, events }: Group): Promise<void> {
    try {
      await this.#connection.client.appendToStream(
        stream,
        events.map((event) => event.sent),
        {
          expectedRevision: firstRevision === 0 ? NO_STREAM : BigInt(firstRevision - 1),
          requiresLeader: true,
        },
      );
    } catch (error) {
      if (kindOf(error) !== 'wrong-revision') throw error;
      const actual = actualRevision(error);
      throw new LogsDifferError(`${stream} ends at revision ${actual}, where ${firstRevision} should follow`);
    }
  }
}

function groupsOf(events: readonly StoredEvent[]): Group[] {
  const groups: Group[] = [];
  for (const event of events) {
    const prepared = prepareRecorded(event);
    const last = groups.at(-1);
    const isFull =
      last === undefined ||
      last.stream !== event.stream ||
      last.events.length >= GROUP_EVENTS_MAX ||
      last.bytes + prepared.bytes > GROUP_BYTES_MAX;
    if (isFull) {
      const { stream, revision: firstRevision } = event;
      groups.push({ stream, firstRevision, events: [prepared], bytes: prepared.bytes });
    } else {
      last.events.push(prepared);
      last.bytes += prepared.bytes;
    }
  }
  return groups;
}
