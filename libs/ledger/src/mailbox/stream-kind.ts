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
  /** Bytes that the state takes in memory: an estimate, and no walk through all that the state holds. */
  bytesOf(state: State): number;
  /** A state that goes its own way; absent: whoever may have to come back to a state folds it anew. */
  copy?(state: State): State;
}
