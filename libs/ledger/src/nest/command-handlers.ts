import { Inject, type Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { busCommands } from '../commands/command-bodies.ts';
import type { LedgerCommand } from '../commands/ledger-command.ts';
import type { Ledger } from '../ledger.ts';
import type { Outcome } from '../outcome.ts';
import { LEDGER } from './ledger-token.ts';

/** One handler for each command of the bus; all of them hand it to the ledger. */
export const commandHandlers: readonly Type<ICommandHandler<LedgerCommand, Outcome>>[] = Object.entries(
  busCommands,
).map(([name, busClass]) => handlerOf(`${name}Handler`, busClass));

function handlerOf(
  name: string,
  busClass: (typeof busCommands)[keyof typeof busCommands],
): Type<ICommandHandler<LedgerCommand, Outcome>> {
  @CommandHandler(busClass as Type<LedgerCommand>)
  class Handler implements ICommandHandler<LedgerCommand, Outcome> {
    @Inject(LEDGER)
    private readonly ledger!: Ledger;

    execute({ envelope }: LedgerCommand): Promise<Outcome> {
      return this.ledger.execute(envelope);
    }
  }
  Object.defineProperty(Handler, 'name', { value: name });
  return Handler;
}
