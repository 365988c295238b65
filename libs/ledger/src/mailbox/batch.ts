import type { EventToAppend, Revision } from '#event-store';
import type { Limits } from '../limits.ts';
import type { Staged } from './durability.ts';
import type { RunningState } from './running-state.ts';
import { sizeOf } from './size-of.ts';
import type { Task } from './task.ts';

/** A decision that was made, waiting for its events to be staged. */
interface Made<State> {
  readonly task: Task<State, unknown>;
  readonly value: unknown;
  readonly lastRevision: Revision;
}

/** Decisions made one after the other whose events go out in one append. */
export class Batch<State> {
  readonly baseRevision: Revision;
  readonly made: Made<State>[] = [];
  readonly events: EventToAppend[] = [];
  #bytes = 0;
  /** How many of the events the running state has folded: as few as possible, so that it can outlive a failure. */
  #folded = 0;

  constructor(baseRevision: Revision) {
    this.baseRevision = baseRevision;
  }

  get lastRevision(): Revision {
    return this.baseRevision + this.events.length;
  }

  /** Whether the state has gone on to events that are not staged yet. */
  get isAhead(): boolean {
    return this.#folded > 0;
  }

  isFull({ batchEventsMax, batchBytesMax }: Limits): boolean {
    return this.events.length >= batchEventsMax || this.#bytes >= batchBytesMax;
  }

  add(task: Task<State, unknown>, events: readonly EventToAppend[], value: unknown): void {
    for (const event of events) {
      this.events.push(event);
      this.#bytes += sizeOf(event);
    }
    this.made.push({ task, value, lastRevision: this.lastRevision });
  }

  /**
   * Lets the state go on to everything decided so far, for the next decision.
   * @param isContended whether it is likely to have to come back.
   */
  foldAhead(running: RunningState<State>, isContended: boolean): void {
    if (isContended && !this.isAhead && this.events.length > 0) running.keep();
    this.foldInto(running);
  }

  /** Lets the state go on to everything that it has not folded yet. */
  foldInto(running: RunningState<State>): void {
    for (; this.#folded < this.events.length; this.#folded++) {
      running.fold(this.events[this.#folded] as EventToAppend);
    }
  }

  /**
   * Answers all decisions.
   * @param isDense whether the store numbers the events of one append consecutively: each decision then gets the
   *   position of its own last event, else that of the whole append, marked so.
   */
  answer(staged: Staged, isDense: boolean): void {
    const { lastRevision: end } = this;
    for (const { task, value, lastRevision } of this.made) {
      const place = lastRevision < end ? before(staged, isDense, end - lastRevision) : staged;
      task.resolve({ value, revision: lastRevision, staged: place });
    }
  }
}

/** The place of an event that is followed by some in the same append. */
const before = (staged: Staged, isDense: boolean, followers: number): Staged =>
  isDense ? { ...staged, position: staged.position - BigInt(followers) } : { ...staged, endsLater: true };
