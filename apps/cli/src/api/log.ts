/** An event as the log lists it. */
export interface LogEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  /** When the fact was true. */
  readonly effectiveAt: string;
  readonly commandId: string;
  readonly actor: string;
  /** SHA-256 of what the event says, in hex. */
  readonly contentHash: string;
  readonly data: Readonly<Record<string, unknown>>;
}
