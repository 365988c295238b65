import { type SetStatus, STATUSES, type Status } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { OneOf } from './body/one-of.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Sets a product's status by hand. */
export class SetStatusBody extends CommandBody implements BodyOf<SetStatus> {
  @Key()
  sku!: string;

  /** Null: that of a kit follows from its components again. */
  @OneOf(STATUSES, { nullable: true })
  status!: Status | null;
}

export class SetStatusCommand extends LedgerCommand<SetStatus> {}
