import type { Command } from '#domain';
import type { StreamName } from '#event-store';

/** A command that is being carried out. */
export interface Begun<C extends Command = Command> {
  readonly command: C;
  readonly commandId: string;
  /** Whether the sender chose the id, so that the command may have been carried out before. */
  readonly isNamed: boolean;
  /** Fingerprint of the command's content, which the id is bound to. */
  readonly commandHash: string;
  /** The stream that decides it. */
  readonly stream: StreamName;
  readonly actor: string;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  /** The decision's time, ISO 8601 UTC. */
  readonly now: string;
  readonly expectedRevision?: number | undefined;
  /** The durability epoch in which it was begun. */
  readonly epoch: number;
}
