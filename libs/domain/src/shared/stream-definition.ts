import type { DomainEvent } from './decision.ts';

/** How the state of one kind of stream is folded. */
export interface StreamDefinition<State, Event extends DomainEvent> {
  /** The state before the first event. */
  initial(): State;
  /** The state after `event`. It may change the given state in place: whoever folds owns it. */
  evolve(state: State, event: Event): State;
}
