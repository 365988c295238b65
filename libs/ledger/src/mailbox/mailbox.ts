import type { StreamName } from '#event-store';
import { flushFailed } from '../failures.ts';
import { appendBatch, type BatchResult } from './append-batch.ts';
import { Batch } from './batch.ts';
import type { Staged } from './durability.ts';
import type { MailboxSetting } from './mailbox-setting.ts';
import { RunningState } from './running-state.ts';
import type { StreamKind } from './stream-kind.ts';
import { type Decided, type Decision, Task } from './task.ts';

/** Appends in a row that a process wins before it thinks itself alone at a stream again. */
const CONTENDED_APPENDS = 256;

/**
 * The queue of one stream. What waits is decided one after the other on the running state, and the events of all
 * that waited go out in one append; the state goes on when they are staged. While an append is under way the next
 * decisions gather.
 */
export class Mailbox<State> {
  readonly stream: StreamName;
  readonly running: RunningState<State>;
  /** Set on every use and cleared by the cache when it looks for what is not used. */
  touched = true;
  readonly #setting: MailboxSetting;
  #waiting: Task<State, unknown>[] = [];
  #atWork = false;
  #appending: Promise<unknown> | undefined;
  /** Appends to be won before the stream counts as this process's own again: more than none after a lost race. */
  #contendedFor = 0;
  /**
   * How many decisions the next append may hold where losing it costs a fold of the whole stream: one after a lost
   * race, twice as many after each append won.
   */
  #decisionsMax: number;
  /** Decisions that were too large together: so many go out one by one. */
  #oneByOne = 0;

  constructor(stream: StreamName, kind: StreamKind<State>, setting: MailboxSetting) {
    this.stream = stream;
    this.running = new RunningState(stream, kind, setting);
    this.#setting = setting;
    this.#decisionsMax = setting.limits.batchDecisionsMax;
  }

  /** Whether nothing waits and everything decided is durable: the state may be forgotten. */
  get isIdle(): boolean {
    const { lastStaged } = this.running;
    return !this.#atWork && (lastStaged === undefined || this.#setting.durability.isDurable(lastStaged));
  }

  /** The append that is under way; whatever is decided after it sees the scopes as they are now. */
  get appending(): Promise<unknown> | undefined {
    return this.#appending;
  }

  get lastStaged(): Staged | undefined {
    return this.running.lastStaged;
  }

  /**
   * Has the decision made in its turn. Resolves when its events are staged.
   *
   * @param epoch that of the command's beginning: what was begun before a failed flush is not gone on with.
   * @throws LedgerUnavailableError when it cannot be decided or staged now.
   */
  decide<Value>(decision: Decision<State, Value>, epoch: number): Promise<Decided<Value>> {
    return new Promise((resolve, reject) => {
      const task = new Task<State, Value>(decision, epoch, this.#setting.loadings.count, resolve, reject);
      this.#waiting.push(task as unknown as Task<State, unknown>);
      if (this.#atWork) return;
      this.#atWork = true;
      queueMicrotask(() => void this.#work());
    });
  }

  /** The state, loaded if need be, for a look in the same turn. It goes on changing afterwards. */
  async look(): Promise<State> {
    const { value } = await this.decide(
      { decide: (state) => ({ events: [], value: state }) },
      this.#setting.durability.epoch,
    );
    return value;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      try {
        const wait = this.#prepare();
        if (wait !== undefined) await wait;
      } catch (error) {
        this.#failWaiting(error);
        continue;
      }
      const batch = this.#decideWaiting();
      if (batch.events.length > 0) await this.#append(batch);
    }
    this.#atWork = false;
  }

  /** Sees to it that the state is there and every decision may be made on it; nothing to wait for if they are. */
  #prepare(): Promise<void> | undefined {
    const { running } = this;
    if (!running.isCurrent) return this.#load();
    const unverified = this.#waiting.filter((task) => this.#isUnverified(task));
    if (unverified.length > 0) return this.#verify(unverified);
    return this.#prepareFirst() ?? this.#setting.beforeDeciding(running.optionsVersion);
  }

  /** Has the next decision read what it needs; nothing to wait for if it has. */
  #prepareFirst(): Promise<void> | undefined {
    const { state, revision, optionsVersion } = this.running;
    const [task] = this.#waiting;
    if (task?.decision.prepare === undefined || task.decision.isReady?.(state, revision)) return undefined;
    return task.decision.prepare(state, revision).then(
      () => this.#setting.beforeDeciding(optionsVersion),
      (error) => {
        this.#waiting = this.#waiting.filter((other) => other !== task);
        task.reject(error);
      },
    );
  }

  async #load(): Promise<void> {
    await this.running.load();
    const unverified = this.#waiting.filter((task) => this.#isUnverified(task));
    if (unverified.length > 0) await this.#verify(unverified);
    await this.#setting.beforeDeciding(this.running.optionsVersion);
  }

  /** Whether a loading after it was last verified may have brought what makes it void. */
  #isUnverified({ verifiedAt, decision: { cause } }: Task<State, unknown>): boolean {
    if (verifiedAt >= this.running.loadedAt) return false;
    return cause === undefined || this.running.mayHaveBrought(cause, verifiedAt);
  }

  async #verify(tasks: readonly Task<State, unknown>[]): Promise<void> {
    const { loadedAt } = this.running;
    await Promise.all(
      tasks.map(async (task) => {
        try {
          await task.decision.verify?.(loadedAt > 0 || this.running.revision >= 0);
          task.verifiedAt = loadedAt;
        } catch (error) {
          this.#waiting = this.#waiting.filter((other) => other !== task);
          task.reject(error);
        }
      }),
    );
  }

  /** Decides what waits, in turn, until the append is full; what was not verified yet waits on. */
  #decideWaiting(): Batch<State> {
    const { running } = this;
    const { durability, limits } = this.#setting;
    const batch = new Batch<State>(running.revision);
    const decisionsMax = this.#decisionsAtOnce;
    let next = 0;
    for (; next < this.#waiting.length && running.isCurrent; next++) {
      const task = this.#waiting[next] as Task<State, unknown>;
      if (batch.made.length >= decisionsMax || batch.isFull(limits) || this.#isUnverified(task)) break;
      if (task.epoch !== durability.epoch) task.reject(flushFailed('an earlier flush failed'));
      else if (!this.#decideOne(task, batch)) break;
    }
    this.#waiting = next === this.#waiting.length ? [] : this.#waiting.slice(next);
    return batch;
  }

  get #decisionsAtOnce(): number {
    if (this.#oneByOne > 0) return 1;
    const { batchDecisionsMax } = this.#setting.limits;
    // Without a race there is nothing to be weighed.
    const isFree = this.#decisionsMax === batchDecisionsMax || this.running.canBeKept;
    return isFree ? batchDecisionsMax : this.#decisionsMax;
  }

  /** False when the decision waits on: for the state to be read again, or for what it needs besides. */
  #decideOne(task: Task<State, unknown>, batch: Batch<State>): boolean {
    const { running } = this;
    try {
      batch.foldAhead(running, this.#contendedFor > 0);
      if (task.decision.isReady?.(running.state, batch.lastRevision) === false) return false;
      const { events, value } = task.decision.decide(running.state, batch.lastRevision);
      if (events.length > 0 || batch.events.length > 0) {
        batch.add(task, events, value);
      } else if (this.#mayBeBehind(task)) {
        running.fallBehind();
        return false;
      } else {
        task.resolve({ value, revision: running.revision, staged: running.lastStaged });
      }
    } catch (error) {
      task.reject(error);
    }
    return true;
  }

  /**
   * Where other processes append as well, a decision without events is confirmed by no append: it is made on a state
   * that was read after it was asked for.
   */
  #mayBeBehind({ askedAt }: Task<State, unknown>): boolean {
    return !this.#setting.store.capabilities.staging && this.running.readFrom <= askedAt;
  }

  async #append(batch: Batch<State>): Promise<void> {
    const append = appendBatch(this.stream, batch, this.running, this.#setting).catch(
      (error): BatchResult<State> => {
        this.running.drop();
        return { kind: 'failed', error };
      },
    );
    this.#appending = append;
    const result = await append;
    this.#appending = undefined;
    if (result.kind !== 'again') this.#oneByOne = Math.max(this.#oneByOne - 1, 0);
    switch (result.kind) {
      case 'staged':
        this.#contendedFor = Math.max(this.#contendedFor - 1, 0);
        if (this.#contendedFor === 0) this.running.keepNoMore();
        this.#decisionsMax = Math.min(this.#decisionsMax * 2, this.#setting.limits.batchDecisionsMax);
        return;
      case 'one by one':
        this.#oneByOne = result.tasks.length;
        this.#waiting = [...result.tasks, ...this.#waiting];
        return;
      case 'again':
        this.#contendedFor = CONTENDED_APPENDS;
        this.#decisionsMax = 1;
        this.#waiting = [...result.tasks, ...this.#waiting];
        return;
      case 'failed':
        for (const { task } of batch.made) task.reject(result.error);
    }
  }

  #failWaiting(error: unknown): void {
    const failed = this.#waiting;
    this.#waiting = [];
    for (const task of failed) task.reject(error);
  }
}
