/** An event as a fold sees it. */
export interface FoldedEvent {
  readonly type: string;
  readonly data: object;
}

/** How the states of one kind of stream are folded and weighed. */
export interface StreamKind<State> {
  initial(): State;
  /** May change the given state in place. */
  evolve(state: State, event: FoldedEvent): State;
  /** Bytes of a state before its first event, the mailbox around it included. An estimate. */
  readonly bytesMin: number;
  /** How many bytes the event adds to the state, or (negative) frees. An estimate. */
  bytesOf(event: FoldedEvent): number;
}
