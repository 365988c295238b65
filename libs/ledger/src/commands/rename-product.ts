import type { RenameProduct } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Gives a product another name. */
export class RenameProductBody extends CommandBody implements BodyOf<RenameProduct> {
  @Key()
  sku!: string;

  @Text()
  name!: string;
}

export class RenameProductCommand extends LedgerCommand<RenameProduct> {}
