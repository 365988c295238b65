import type { SetOption } from '#domain';
import { AnyValue } from './body/any-value.ts';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Part } from './body/part.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';
import { ScopeBody } from './scope-body.ts';

/** Sets an option of a scope. */
export class SetOptionBody extends CommandBody implements BodyOf<SetOption> {
  @Part(ScopeBody)
  scope!: ScopeBody;

  @Text()
  option!: string;

  /** A value of the option's type; null is a value. */
  @AnyValue()
  value!: unknown;
}

export class SetOptionCommand extends LedgerCommand<SetOption> {}
