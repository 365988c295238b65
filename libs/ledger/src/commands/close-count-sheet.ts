import type { CloseCountSheet } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Flag } from './body/flag.ts';
import { Key } from './body/key.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Sets every level on a count sheet to what was counted. */
export class CloseCountSheetBody extends CommandBody implements BodyOf<CloseCountSheet> {
  @Key()
  sheetId!: string;

  @Key()
  warehouse!: string;

  /** Also where stock has moved since it was counted. */
  @Flag({ optional: true })
  keepCount?: boolean;
}

export class CloseCountSheetCommand extends LedgerCommand<CloseCountSheet> {}
