import type { MoveCategory } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Puts a category, with all below it, elsewhere in the tree. */
export class MoveCategoryBody extends CommandBody implements BodyOf<MoveCategory> {
  @Key()
  code!: string;

  /** Null: to the top. */
  @Key({ nullable: true })
  parent!: string | null;
}

export class MoveCategoryCommand extends LedgerCommand<MoveCategory> {}
