import { emptyScopes, evolveScopes, SCOPE_STREAM_CATEGORIES, type Scopes } from '#domain';
import {
  type EventToAppend,
  LOG_START,
  type Position,
  type RecordedEvent,
  type Revision,
  type StreamName,
  WrongExpectedRevisionError,
} from '#event-store';
import { contended, flushFailed, LedgerUnavailableError } from '../failures.ts';
import { expectedAt } from '../mailbox/append-batch.ts';
import { backOff } from '../mailbox/back-off.ts';
import type { Staged } from '../mailbox/durability.ts';
import type { MailboxSetting } from '../mailbox/mailbox-setting.ts';
import type { Decided, Decision } from '../mailbox/task.ts';

const SCOPES_ONLY = { categories: SCOPE_STREAM_CATEGORIES };

/**
 * The scopes folded from the log: websites, organizations, categories, warehouses and the system.
 *
 * Always a fold of the log's scope events up to some place, without gaps. On a store that this process alone appends
 * to, its own changes are all there are; of any other the log is followed.
 */
export class Directory {
  readonly #setting: Omit<MailboxSetting, 'beforeDeciding'>;
  #scopes = emptyScopes();
  #revisions = new Map<StreamName, Revision>();
  #position: Position = LOG_START;
  #lastStaged: Staged | undefined;
  #loading: Promise<void> | undefined;
  #isLoaded = false;
  /** Changes are made one after the other: each may bear on the next, whatever its stream. */
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(setting: Omit<MailboxSetting, 'beforeDeciding'>) {
    this.#setting = setting;
  }

  get scopes(): Scopes {
    return this.#scopes;
  }

  /** Everything before it in the log is folded. */
  get position(): Position {
    return this.#position;
  }

  /** What the scopes rest on and is perhaps not durable yet. */
  get lastStaged(): Staged | undefined {
    return this.#lastStaged;
  }

  revisionOf(stream: StreamName): Revision {
    return this.#revisions.get(stream) ?? -1;
  }

  /** What has to be waited for before a decision on a stream whose events were decided by `version`. */
  ready(version: number): Promise<void> | undefined {
    if (!this.#isLoaded) return this.#load();
    return version <= this.#scopes.version ? undefined : this.#reach(version);
  }

  /** Folds what the log has beyond the scopes. */
  async catchUp(): Promise<void> {
    for await (const page of this.#setting.store.readLog({ after: this.#position, filter: SCOPES_ONLY })) {
      this.take(page, page.at(-1)?.position ?? this.#position);
    }
  }

  /** Folds events that follow in the log, up to a position; those folded already are passed over. */
  take(events: readonly RecordedEvent[], position: Position): void {
    for (const event of events) {
      if (event.revision <= this.revisionOf(event.stream)) continue;
      evolveScopes(this.#scopes, event);
      this.#revisions.set(event.stream, event.revision);
    }
    if (position > this.#position) this.#position = position;
  }

  /** Decides in turn, at the exact revision of the stream. From when this resolves on the change holds here. */
  change<Value>(
    stream: StreamName,
    decision: Decision<Scopes, Value>,
    epoch: number,
  ): Promise<Decided<Value>> {
    const change = this.#lastChange.then(() => this.#change(stream, decision, epoch));
    this.#lastChange = change.catch(() => {});
    return change;
  }

  /**
   * A stream that scopes have in common with others has come to a revision by events that are none of the scopes'. Where
   * other processes append as well only the log tells what came between.
   */
  pass(stream: StreamName, revision: Revision, staged: Staged): void {
    if (!this.#isLoaded || !this.#setting.store.capabilities.staging) return;
    if (revision <= this.revisionOf(stream)) return;
    this.#revisions.set(stream, revision);
    if (staged.position <= this.#position) return;
    this.#position = staged.position;
    this.#lastStaged = staged;
  }

  /** After a failed flush: what was folded may not be in the log. */
  dropStaged(): void {
    if (this.#lastStaged === undefined || this.#setting.durability.isDurable(this.#lastStaged)) return;
    this.#lastStaged = undefined;
    this.#isLoaded = false;
  }

  #load(): Promise<void> {
    this.#loading ??= this.#loadAnew().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #loadAnew(): Promise<void> {
    this.#scopes = emptyScopes();
    this.#revisions = new Map();
    this.#position = LOG_START;
    await this.catchUp();
    this.#isLoaded = true;
  }

  async #change<Value>(
    stream: StreamName,
    decision: Decision<Scopes, Value>,
    epoch: number,
  ): Promise<Decided<Value>> {
    const { limits, durability, store } = this.#setting;
    // A decision without events is confirmed by no append: others may have gone on meanwhile.
    let isUpToDate = store.capabilities.staging;
    for (let attempt = 1; ; attempt++) {
      await this.ready(0);
      await decision.verify?.(true);
      if (epoch !== durability.epoch) throw flushFailed('an earlier flush failed');
      const revision = this.revisionOf(stream);
      const { events, value } = decision.decide(this.#scopes, revision);
      if (events.length === 0 && isUpToDate) return { value, revision, staged: this.#lastStaged };
      if (events.length === 0) {
        await this.catchUp();
        isUpToDate = true;
        continue;
      }
      try {
        const staged = await this.#append(stream, events, revision);
        return { value, revision: revision + events.length, staged };
      } catch (error) {
        if (!(error instanceof WrongExpectedRevisionError)) throw error;
        this.#setting.counters.contentions += 1;
        if (attempt >= limits.attemptsMax) throw contended(stream, attempt);
        await backOff(attempt);
        await this.catchUp();
      }
    }
  }

  async #append(stream: StreamName, events: readonly EventToAppend[], revision: Revision): Promise<Staged> {
    const { store, durability, counters } = this.#setting;
    const staged = durability.staged(await store.append(stream, events, expectedAt(revision)));
    counters.appends += 1;
    counters.events += events.length;
    if (store.capabilities.staging) {
      this.#fold(stream, events, revision, staged);
    } else {
      // Others append as well: only the log tells in which order.
      while (this.#position < staged.position) await this.catchUp();
    }
    return staged;
  }

  #fold(stream: StreamName, events: readonly EventToAppend[], revision: Revision, staged: Staged): void {
    for (const { type, data } of events) evolveScopes(this.#scopes, { stream, type, data });
    this.#revisions.set(stream, revision + events.length);
    this.#position = staged.position;
    this.#lastStaged = staged;
  }

  async #reach(version: number): Promise<void> {
    const { attemptsMax } = this.#setting.limits;
    for (let attempt = 1; this.#scopes.version < version; attempt++) {
      if (attempt > attemptsMax) {
        throw new LedgerUnavailableError(
          'STORE_UNAVAILABLE',
          `the log shows ${this.#scopes.version} scope events where a decision was made by ${version}`,
        );
      }
      if (attempt > 1) await backOff(attempt);
      await this.catchUp();
    }
  }
}
