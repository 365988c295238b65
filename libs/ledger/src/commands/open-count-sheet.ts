import type { OpenCountSheet } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Opens a sheet on which many products of a warehouse are counted. */
export class OpenCountSheetBody extends CommandBody implements BodyOf<OpenCountSheet> {
  @Key()
  sheetId!: string;

  @Key()
  warehouse!: string;

  /** A document: a stocktaking, a ticket. */
  @Text({ optional: true })
  reference?: string;
}

export class OpenCountSheetCommand extends LedgerCommand<OpenCountSheet> {}
