import type { EventToAppend, RecordedEvent, Revision, StreamName } from '#event-store';
import { Arrivals } from './arrivals.ts';
import type { Staged } from './durability.ts';
import type { MailboxSetting } from './mailbox-setting.ts';
import type { FoldedEvent, StreamKind } from './stream-kind.ts';

/** What a mailbox and its place in the cache take besides the state. */
const MAILBOX_BYTES = 700;

/** The folded state of one stream and how far it goes. */
export class RunningState<State> {
  readonly #stream: StreamName;
  readonly #kind: StreamKind<State>;
  readonly #setting: MailboxSetting;
  /** `behind`: right as of its revision, and there may be more; `none`: to be folded from the start. */
  #standing: 'current' | 'behind' | 'none' = 'none';
  #state: State;
  /** The state of the revision, kept beside one that may go on to events which never come to be. */
  #kept: { state: State } | undefined;
  /** Absent on a store that this process alone appends to. */
  #arrivals: Arrivals | undefined;
  #revision: Revision = -1;
  #loadedAt = 0;
  #readFrom = 0;
  /** Raised when the state is dropped: what was on its way for it then must not be folded. */
  #generation = 0;
  #optionsVersion = 0;
  #lastStaged: Staged | undefined;
  #bytes = 0;

  constructor(stream: StreamName, kind: StreamKind<State>, setting: MailboxSetting) {
    this.#stream = stream;
    this.#kind = kind;
    this.#setting = setting;
    this.#state = kind.initial();
    this.#weigh();
  }

  get state(): State {
    return this.#state;
  }

  /** −1: the stream does not exist. */
  get revision(): Revision {
    return this.#revision;
  }

  get isCurrent(): boolean {
    return this.#standing === 'current';
  }

  /** The count of loadings when the last one had ended; 0: never loaded. */
  get loadedAt(): number {
    return this.#loadedAt;
  }

  /** The count of loadings when the last one had begun: whatever stood in the log then is in the state. */
  get readFrom(): number {
    return this.#readFrom;
  }

  get generation(): number {
    return this.#generation;
  }

  /** The latest that stands in the events loaded; 0 on a store that this process alone appends to. */
  get optionsVersion(): number {
    return this.#optionsVersion;
  }

  get lastStaged(): Staged | undefined {
    return this.#lastStaged;
  }

  /** Estimate of what the state takes in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Takes the stream to be new, without asking the store: the append will tell. */
  assumeNew(): void {
    if (this.#standing === 'none' && this.#generation === 0) this.#standing = 'current';
  }

  /** Folds what the store has beyond the state. */
  async load(): Promise<void> {
    const { store, loadings, durability } = this.#setting;
    if (this.#standing === 'none') {
      // The store shows durable events only.
      if (this.#lastStaged !== undefined) await durability.reached(this.#lastStaged);
      this.#reset();
    }
    // From the start: what comes has no place among what arrived since.
    const isFirst = this.#revision === -1;
    const begunAt = ++loadings.count;
    const sharesLog = !store.capabilities.staging;
    const generation = this.#generation;
    const arrived: RecordedEvent[] = [];
    try {
      for await (const page of store.readStream(this.#stream, { from: this.#revision + 1 })) {
        if (generation !== this.#generation) break;
        for (const event of page) this.#take(event, sharesLog);
        if (sharesLog && !isFirst) arrived.push(...page);
      }
    } catch (error) {
      // What was folded before the reading broke is not read again.
      this.#arrivals?.forget(++loadings.count);
      throw error;
    }
    if (generation !== this.#generation) return this.load();
    this.#weigh();
    this.#readFrom = begunAt;
    this.#loadedAt = ++loadings.count;
    this.#standing = 'current';
    if (!sharesLog) return;
    this.#arrivals ??= new Arrivals();
    if (isFirst) this.#arrivals.forget(this.#loadedAt);
    else this.#arrivals.note(arrived, this.#loadedAt);
  }

  #take(event: RecordedEvent, sharesLog: boolean): void {
    this.fold(event);
    this.#foldIntoKept(event);
    this.#revision = event.revision;
    if (sharesLog) this.#optionsVersion = Math.max(this.#optionsVersion, event.metadata.optionsVersion ?? 0);
  }

  /** Whether something that goes back to a stream may have come with what was loaded after so many loadings. */
  mayHaveBrought(cause: StreamName, after: number): boolean {
    return this.#arrivals?.mayHaveBrought(cause, after) ?? true;
  }

  /** Lets the state go on to an event; {@link advance} says when its place is fixed. */
  fold(event: FoldedEvent | EventToAppend): void {
    this.#state = this.#kind.evolve(this.#state, event);
  }

  /** Whether the state can be kept while it goes on, and come back to for less than it takes to fold it anew. */
  get canBeKept(): boolean {
    return (
      this.#kind.copy !== undefined && this.#kind.bytesOf(this.#state) <= this.#setting.limits.keptBytesMax
    );
  }

  /**
   * What is folded from now on may have to be taken back, until it is staged: it can be, where the state
   * {@link canBeKept}. A copy that is there goes along.
   */
  keep(): void {
    const { copy } = this.#kind;
    if (this.#kept !== undefined || copy === undefined || !this.canBeKept) return;
    this.#kept = { state: copy(this.#state) };
    this.#weigh();
  }

  /** Nothing will have to be taken back any more. */
  keepNoMore(): void {
    this.#kept = undefined;
  }

  /** Takes back what was folded since the state was kept, or drops the state. */
  goBack(): void {
    if (this.#kept === undefined) {
      this.drop();
    } else {
      this.#state = this.#kept.state;
      this.#kept = undefined;
      this.fallBehind();
    }
  }

  /** The events folded since are staged. */
  advance(revision: Revision, staged: Staged, events: readonly EventToAppend[]): void {
    for (const event of events) this.#foldIntoKept(event);
    this.#revision = revision;
    this.#lastStaged = staged;
    this.#weigh();
  }

  /** The stream may have gone on without this process: the next decision reads on from the state's revision. */
  fallBehind(): void {
    if (this.#standing === 'current') this.#standing = 'behind';
  }

  /** Drops the state: it had gone on to events that were not staged. */
  drop(): void {
    this.#kept = undefined;
    this.#generation += 1;
    this.#standing = 'none';
  }

  /** Drops the state after a failed flush: what was staged is not in the log either. */
  dropStaged(): void {
    this.drop();
    this.#lastStaged = undefined;
  }

  /** To be called when nobody will use the state any more. */
  release(): void {
    this.#setting.counters.cacheBytes -= this.#bytes;
    this.#bytes = 0;
  }

  #foldIntoKept(event: FoldedEvent | EventToAppend): void {
    if (this.#kept !== undefined) this.#kept.state = this.#kind.evolve(this.#kept.state, event);
  }

  #reset(): void {
    this.#state = this.#kind.initial();
    this.#revision = -1;
  }

  #weigh(): void {
    const states = this.#kept === undefined ? 1 : 2;
    const bytes = MAILBOX_BYTES + states * this.#kind.bytesOf(this.#state);
    this.#setting.counters.cacheBytes += bytes - this.#bytes;
    this.#bytes = bytes;
  }
}
