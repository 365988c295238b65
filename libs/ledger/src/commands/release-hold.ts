import type { ReleaseHold } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Gives up a hold before its time. */
export class ReleaseHoldBody extends CommandBody implements BodyOf<ReleaseHold> {
  @Key()
  holdId!: string;
}

export class ReleaseHoldCommand extends LedgerCommand<ReleaseHold> {}
