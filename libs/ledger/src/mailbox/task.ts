import type { EventToAppend, Revision, StreamName } from '#event-store';
import type { Staged } from './durability.ts';

/** What a decision on a state comes to: events to append, or none, and what to tell whoever asked. */
export interface Verdict<Value> {
  readonly events: readonly EventToAppend[];
  readonly value: Value;
}

/** A decision to be made on the running state of a stream. */
export interface Decision<State, Value> {
  /**
   * Decides, without any effect: it is asked again when another process appended first.
   * @param revision the last of the stream, −1 where there is none.
   */
  decide(state: State, revision: Revision): Verdict<Value>;
  /**
   * Looks, after the state was loaded and before anything is decided on it, whether the decision is still to be
   * made. Asked again after every loading; what it throws is the answer.
   *
   * @param isRead whether the stream was read; otherwise it is taken to be new, and the append will tell.
   */
  readonly verify?: (isRead: boolean) => Promise<void>;
  /**
   * The stream of the process that decides, where whatever would make the decision void leaves an event in the
   * stream decided on that goes back to it: a loading that brought none needs no verifying.
   */
  readonly cause?: StreamName;
  /** Whether everything that the decision needs besides the state has been read; absent: it needs nothing. */
  readonly isReady?: (state: State, revision: Revision) => boolean;
  /**
   * Reads it. Asked when the decision is the next to be made and everything before it is staged; nothing else is
   * decided meanwhile. What it throws is the answer.
   */
  readonly prepare?: (state: State, revision: Revision) => Promise<void>;
  /** The count of loadings up to which `verify` need not be asked; absent: it is asked before the first decision. */
  readonly verifiedAt?: number;
}

/** What is to be looked at after a loading, before anything is decided. */
export type Fence = Pick<Decision<unknown, unknown>, 'verify' | 'verifiedAt' | 'cause'>;

/** A decision that was made, its events staged. */
export interface Decided<Value> {
  readonly value: Value;
  /** Of the stream, after the decision. */
  readonly revision: Revision;
  /** The append that holds the decision's events; without events the last one that it has seen. */
  readonly staged: Staged | undefined;
}

/** A decision waiting in a mailbox, with the one who waits for it. */
export class Task<State, Value> {
  readonly decision: Decision<State, Value>;
  /** The epoch in which the decision's command was begun. */
  readonly epoch: number;
  /** The count of loadings when the decision was asked for. */
  readonly askedAt: number;
  verifiedAt: number;
  attempts = 0;
  readonly resolve: (decided: Decided<Value>) => void;
  readonly reject: (error: unknown) => void;

  constructor(
    decision: Decision<State, Value>,
    epoch: number,
    askedAt: number,
    resolve: (decided: Decided<Value>) => void,
    reject: (error: unknown) => void,
  ) {
    this.decision = decision;
    this.epoch = epoch;
    this.askedAt = askedAt;
    this.verifiedAt = decision.verify === undefined ? Number.POSITIVE_INFINITY : (decision.verifiedAt ?? -1);
    this.resolve = resolve;
    this.reject = reject;
  }
}
