import type { OpenWarehouse } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Opens a place that holds stock. */
export class OpenWarehouseBody extends CommandBody implements BodyOf<OpenWarehouse> {
  @Key()
  code!: string;

  @Text()
  name!: string;

  @Key({ optional: true })
  organization?: string;
}

export class OpenWarehouseCommand extends LedgerCommand<OpenWarehouse> {}
