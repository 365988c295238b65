import type { Command } from '#domain';

/** A command on its way into the ledger: what is asked, by whom, and under which id. */
export interface Envelope<C extends Command = Command> {
  /** The command as parsed, without defaults filled in: its content is what the id is bound to. */
  readonly command: C;
  /** `<client>:<key>`, unique over all commands for good. Absent: the ledger makes a fresh one. */
  readonly commandId?: string;
  /** Opaque id of who sent it. */
  readonly actor: string;
  /** Groups the events of one conversation; absent: the command id. */
  readonly correlationId?: string;
  /** `<stream>@<revision>` of the event that caused the command. */
  readonly causationId?: string;
  /** The time to decide by (ISO 8601 UTC), supplied by a replay or an import; absent: now. */
  readonly decidedAt?: string;
  /** Where the sender believes the command's stream to stand, −1 for a new one; absent: anywhere. */
  readonly expectedRevision?: number;
}
