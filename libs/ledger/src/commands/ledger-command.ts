import { Command as BusCommand } from '@nestjs/cqrs';
import type { Command } from '#domain';
import type { Envelope } from '../envelope.ts';
import type { Outcome } from '../outcome.ts';

/** A command on its way over the command bus: its envelope. What it answers is an outcome, refusals included. */
export abstract class LedgerCommand<C extends Command = Command> extends BusCommand<Outcome> {
  readonly envelope: Envelope<C>;

  constructor(envelope: Envelope<C>) {
    super();
    this.envelope = envelope;
  }
}
