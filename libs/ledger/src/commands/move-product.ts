import type { MoveProduct } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Puts a product into another category. */
export class MoveProductBody extends CommandBody implements BodyOf<MoveProduct> {
  @Key()
  sku!: string;

  /** Null: to none. */
  @Key({ nullable: true })
  category!: string | null;
}

export class MoveProductCommand extends LedgerCommand<MoveProduct> {}
