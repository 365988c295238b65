/**
 * The one client of this process to a server.
 *
 * The client keeps the appends that wait for an answer in a table that all clients of a process share: a broken stream
 * of one fails those of all, and an answer that comes after that finds nobody and throws where nothing can catch it. So
 * stores of the same address share a client, and one that has failed an append is given up as a whole, its streams
 * cancelled, before anything is sent again.
 */
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { EventStoreDBClient } from '@eventstore/db-client';
import { StoreUnavailableError } from '../errors.ts';
import type { EventStoreDbAddress } from './address.ts';
import { outliveStrayRejections } from './stray-rejections.ts';

/** A stream of the client, as Node's it is; the client's own types narrow its events. */
export interface ClientStream extends Readable {
  cancel?(): Promise<void>;
  unsubscribe?(): Promise<void>;
}

/** Gives the client in use; it may be another after a failure. */
export class Connection {
  readonly #address: EventStoreDbAddress;
  readonly #onClosed: () => void;
  readonly #release = outliveStrayRejections();
  /** Readings and subscriptions under way: giving up the client ends them. */
  readonly #streams = new Set<Readable>();
  #client: EventStoreDBClient | undefined;
  #users = 0;

  constructor(address: EventStoreDbAddress, onClosed: () => void) {
    this.#address = address;
    this.#onClosed = onClosed;
  }

  get shown(): string {
    return this.#address.shown;
  }

  get client(): EventStoreDBClient {
    this.#client ??= makeClient(this.#address);
    return this.#client;
  }

  /** Streams that nobody has ended yet. */
  get streamCount(): number {
    return this.#streams.size;
  }

  use(): this {
    this.#users += 1;
    return this;
  }

  /** Gives up a client that has failed, once however many ask; the next call makes another. */
  giveUp(failed: EventStoreDBClient): void {
    if (failed !== this.#client) return;
    this.#client = undefined;
    this.#end(failed, new StoreUnavailableError(this.shown, 'the connection broke'));
  }

  /** Keeps a stream of the client, so that it ends with it. @returns what forgets and cancels it. */
  keep(stream: ClientStream): () => void {
    this.#streams.add(stream);
    // After its end nobody may listen any more.
    stream.on('error', () => {});
    return () => {
      this.#streams.delete(stream);
      // Left alone, the call behind it would stay open.
      (stream.unsubscribe?.() ?? stream.cancel?.())?.catch(() => {});
      stream.destroy();
    };
  }

  /** The last user closes the client. */
  async leave(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#onClosed();
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) await this.#end(client, new StoreUnavailableError(this.shown, 'closed'));
    // Rejections on their way come in later turns.
    setTimeout(this.#release, RELEASE_MS).unref();
  }

  #end(client: EventStoreDBClient, reason: Error): Promise<void> {
    for (const stream of this.#streams) stream.destroy(reason);
    this.#streams.clear();
    return client.dispose().catch(() => {});
  }
}

const RELEASE_MS = 1_000;
const connections = new Map<string, Connection>();

/** The connection of this process to an address, opened with its first user. */
export function connectionTo(address: EventStoreDbAddress): Connection {
  const key = JSON.stringify(address);
  let connection = connections.get(key);
  if (connection === undefined) {
    connection = new Connection(address, () => connections.delete(key));
    connections.set(key, connection);
  }
  return connection.use();
}

function makeClient(address: EventStoreDbAddress): EventStoreDBClient {
  const { hosts, discover, credentials, tls, tlsCaFile, userCertFile, userKeyFile } = address;
  const { connectionName, defaultDeadline, keepAliveInterval, keepAliveTimeout } = address;
  const { maxDiscoverAttempts, discoveryInterval, gossipTimeout } = address;
  const options = defined({ connectionName, defaultDeadline, keepAliveInterval, keepAliveTimeout });
  const discovery = defined({ maxDiscoverAttempts, discoveryInterval, gossipTimeout });
  const [first] = hosts;
  if (first === undefined) throw new RangeError('an address has a host');
  const file = (path: string | undefined) => (path === undefined ? undefined : readPem(path, address));
  const channel = tls
    ? defined({
        insecure: false,
        rootCertificate: file(tlsCaFile),
        userCertFile: file(userCertFile),
        userKeyFile: file(userKeyFile),
      })
    : { insecure: true };
  if (discover) {
    const settings = { discover: first, nodePreference: 'leader' as const, ...options, ...discovery };
    return new EventStoreDBClient(settings, channel, credentials);
  }
  if (hosts.length > 1) {
    const settings = { endpoints: [...hosts], nodePreference: 'leader' as const, ...options, ...discovery };
    return new EventStoreDBClient(settings, channel, credentials);
  }
  return new EventStoreDBClient({ endpoint: first, ...options }, channel, credentials);
}

function readPem(path: string, { shown }: EventStoreDbAddress): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new StoreUnavailableError(shown, `the file ${path} cannot be read`, { cause: error });
  }
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}
