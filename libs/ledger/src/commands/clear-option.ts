import type { ClearOption } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Part } from './body/part.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';
import { ScopeBody } from './scope-body.ts';

/** Takes an option of a scope away, which then inherits it. */
export class ClearOptionBody extends CommandBody implements BodyOf<ClearOption> {
  @Part(ScopeBody)
  scope!: ScopeBody;

  @Text()
  option!: string;
}

export class ClearOptionCommand extends LedgerCommand<ClearOption> {}
