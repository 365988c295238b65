import type { DefineCategory } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Defines a category, at the top of the tree or under another one. */
export class DefineCategoryBody extends CommandBody implements BodyOf<DefineCategory> {
  @Key()
  code!: string;

  @Text()
  name!: string;

  /** Default, or null: at the top. */
  @Key({ optional: true, nullable: true })
  parent?: string;
}

export class DefineCategoryCommand extends LedgerCommand<DefineCategory> {}
