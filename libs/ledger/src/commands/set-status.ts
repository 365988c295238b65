import { type SetStatus, STATUSES, type Status } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { OneOf } from './body/one-of.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Sets a product's status by hand. */
export class SetStatusBody extends CommandBody implements BodyOf<SetStatus> {
  @Key()
  sku!: string;

  @OneOf(STATUSES)
  status!: Status;
}

export class SetStatusCommand extends LedgerCommand<SetStatus> {}
