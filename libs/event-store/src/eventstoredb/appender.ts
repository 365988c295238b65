/**
 * The writing half: gives events their place in the chain, sends them, and finds out what became of them.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type AppendResult, NO_STREAM } from '@eventstore/db-client';
import { chainStart } from '../chain.ts';
import type { EncodedContent } from '../codec.ts';
import { encodeAppend } from '../encode-append.ts';
import {
  AppendTooLargeError,
  StoreCorruptError,
  StoreUnavailableError,
  UnserialisableEventError,
  WrongExpectedRevisionError,
} from '../errors.ts';
import type {
  EventToAppend,
  ExpectedRevision,
  Position,
  Revision,
  StagedAppend,
  StreamName,
} from '../port.ts';
import { RecentMap } from '../recent-map.ts';
import type { Connection } from './connection.ts';
import { Deadlines } from './deadlines.ts';
import { type Head, headOf, type PreparedEvent, prepare } from './event-form.ts';
import { actualRevision, isNotLeader, kindOf, reasonOf, storeErrorOf } from './failures.ts';
import { InFlight } from './in-flight.ts';
import type { Reader } from './reader.ts';

export interface AppenderOptions {
  readonly connection: Connection;
  readonly reader: Reader;
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
  /** An attempt that takes longer counts as failed, its outcome not known; in milliseconds. */
  readonly timeoutMs: number;
  /** For how long an append whose outcome is not known is sent again, in milliseconds. */
  readonly resendForMs: number;
  readonly bytesInFlightMax: number;
  readonly appendsInFlightMax: number;
}

/** An append whose outcome is not known yet: whoever asks for the same again sends the same. */
interface Unresolved {
  readonly expected: Revision;
  readonly events: readonly PreparedEvent[];
}

/** The server takes a megabyte in one append, everything counted that it stores. */
const SERVER_BYTES_MAX = 1_000_000;
/** A server answers when it is done. */
const DURABLE = Promise.resolve();
const HEADS_MAX = 30_000;
const UNRESOLVED_MAX = 500;
const RESEND_MS_MIN = 25;
const RESEND_MS_MAX = 1_000;

export class Appender {
  readonly #options: AppenderOptions;
  readonly #inFlight: InFlight;
  readonly #deadlines: Deadlines;
  readonly #heads = new RecentMap<StreamName, Head>(HEADS_MAX);
  readonly #unresolved = new RecentMap<StreamName, Unresolved>(UNRESOLVED_MAX);

  constructor(options: AppenderOptions) {
    this.#options = options;
    this.#inFlight = new InFlight(options.bytesInFlightMax, options.appendsInFlightMax);
    this.#deadlines = new Deadlines(options.timeoutMs);
  }

  /** A head that was seen on reading: the next append need not ask for it. */
  saw(stream: StreamName, head: Head): void {
    const known = this.#heads.get(stream);
    if (known === undefined || known.revision < head.revision) this.#heads.set(stream, head);
  }

  /** The head of a stream, if it is known to stand at a revision. */
  known(stream: StreamName, revision: Revision): Head | undefined {
    if (revision === -1) return { revision, hash: chainStart(stream), recordedAt: 0 };
    const head = this.#heads.get(stream);
    return head?.revision === revision ? head : undefined;
  }

  async append(
    stream: StreamName,
    events: readonly EventToAppend[],
    expected: ExpectedRevision,
  ): Promise<StagedAppend> {
    if (stream.startsWith('$')) {
      throw new UnserialisableEventError('stream', 'the server keeps $ for itself');
    }
    // Before anything else: the client would hang on what is not JSON.
    const contents = encodeAppend(stream, events);
    const revision = expected === 'no-stream' ? -1 : expected;
    const before = this.#unresolved.get(stream);
    const isAgain = before !== undefined && isSame(before, revision, contents);
    const prepared = isAgain
      ? before.events
      : prepare(
          contents,
          this.known(stream, revision) ?? (await this.#readHead(stream, revision, expected)),
          this.#options.clock(),
        );
    const bytes = prepared.reduce((sum, event) => sum + event.bytes, 0);
    if (bytes > SERVER_BYTES_MAX) throw new AppendTooLargeError(stream, bytes, SERVER_BYTES_MAX);

    const position = await this.#send(stream, prepared, revision, bytes, isAgain);
    const lastRevision = revision + events.length;
    const { hash, recordedAt } = prepared.at(-1) as PreparedEvent;
    this.saw(stream, { revision: lastRevision, hash, recordedAt });
    return { firstRevision: revision + 1, lastRevision, position, durable: DURABLE };
  }

  async #readHead(stream: StreamName, revision: Revision, expected: ExpectedRevision): Promise<Head> {
    const { reader } = this.#options;
    const found = await reader.eventAt(stream, revision);
    if (found?.event.revision === revision) return headOf(found);
    throw new WrongExpectedRevisionError(stream, expected, found?.event.revision ?? -1);
  }

  /** Sends until it is known what became of the events: always the very same, never others in their stead. */
  async #send(
    stream: StreamName,
    events: readonly PreparedEvent[],
    revision: Revision,
    bytes: number,
    isAgain: boolean,
  ): Promise<Position> {
    const { connection, resendForMs } = this.#options;
    const end = performance.now() + resendForMs;
    let resent = isAgain;
    for (let waitMs = RESEND_MS_MIN; ; waitMs = Math.min(waitMs * 2, RESEND_MS_MAX)) {
      let failure: unknown;
      try {
        const result = await this.#attempt(stream, events, revision, bytes);
        this.#resolved(stream, events);
        const isFirst = !resent && result.nextExpectedRevision === BigInt(revision + events.length);
        if (isFirst && result.position !== undefined) return result.position.commit;
        // The server takes a known id for done, whatever the data: that it is ours is for us to see.
        return await this.#findOwn(stream, events, revision, revision + events.length);
      } catch (error) {
        failure = error;
      }
      switch (kindOf(failure)) {
        case 'wrong-revision': {
          const actual = actualRevision(failure);
          if (resent) return await this.#findOwn(stream, events, revision, actual);
          throw new WrongExpectedRevisionError(stream, revision === -1 ? 'no-stream' : revision, actual);
        }
        case 'refused':
        case 'deleted':
          this.#resolved(stream, events);
          throw storeErrorOf(failure, connection.shown, stream);
        default:
      }
      if (failure instanceof StoreCorruptError || failure instanceof WrongExpectedRevisionError)
        throw failure;
      resent = true;
      this.#unresolved.set(stream, { expected: revision, events });
      if (performance.now() + waitMs > end) {
        const reason = `an append to ${stream} was not answered: ${reasonOf(failure)}`;
        throw new StoreUnavailableError(connection.shown, reason, { cause: failure });
      }
      await delay(waitMs * (0.5 + Math.random() / 2));
    }
  }

  async #attempt(
    stream: StreamName,
    events: readonly PreparedEvent[],
    revision: Revision,
    bytes: number,
  ): Promise<AppendResult> {
    const { connection, timeoutMs } = this.#options;
    const room = this.#inFlight;
    if (!room.tryEnter(bytes) && !(await room.enter(bytes, timeoutMs))) {
      throw new Error(`no room among the appends under way for ${timeoutMs} ms`);
    }
    const { client } = connection;
    const sent = client.appendToStream(
      stream,
      events.map((event) => event.sent),
      { expectedRevision: revision === -1 ? NO_STREAM : BigInt(revision), requiresLeader: true },
    );
    // It takes room for as long as the client keeps it, given up or not.
    const leave = () => room.leave(bytes);
    sent.then(leave, leave);
    try {
      return await this.#deadlines.within(sent);
    } catch (error) {
      // A client that spoke to a follower turns to the leader by itself.
      if (kindOf(error) === 'unknown' && !isNotLeader(error)) connection.giveUp(client);
      throw error;
    }
  }

  /** Finds the events where they were sent to; otherwise others are there. */
  async #findOwn(
    stream: StreamName,
    events: readonly PreparedEvent[],
    revision: Revision,
    actual: Revision,
  ): Promise<Position> {
    const { reader, connection } = this.#options;
    const found = await reader.streamPage(stream, revision + 1, 'forward', events.length);
    this.#resolved(stream, events);
    if (found.length === 0 || found[0]?.event.id !== events[0]?.sent.id) {
      throw new WrongExpectedRevisionError(stream, revision === -1 ? 'no-stream' : revision, actual);
    }
    for (const [index, { content, sent }] of events.entries()) {
      const event = found[index]?.event;
      if (event === undefined || event.id !== sent.id || event.content !== content) {
        const reason = `event ${revision + 1 + index} of ${stream} has the id of another event`;
        throw new StoreCorruptError(connection.shown, reason);
      }
    }
    return found.at(-1)?.event.position ?? -1n;
  }

  #resolved(stream: StreamName, events: readonly PreparedEvent[]): void {
    if (this.#unresolved.get(stream)?.events === events) this.#unresolved.delete(stream);
  }
}

function isSame(
  { expected, events }: Unresolved,
  revision: Revision,
  contents: readonly EncodedContent[],
): boolean {
  return (
    expected === revision &&
    events.length === contents.length &&
    events.every(({ content }, index) => content === contents[index]?.text)
  );
}
