import type { CloseWarehouse } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Closes a warehouse in which nothing is left. */
export class CloseWarehouseBody extends CommandBody implements BodyOf<CloseWarehouse> {
  @Key()
  code!: string;
}

export class CloseWarehouseCommand extends LedgerCommand<CloseWarehouse> {}
