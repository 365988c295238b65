import type { CancelOrder } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { PartList } from './body/part.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';
import { LINES_MAX, LineBody } from './line-body.ts';

/** Takes back an order, or part of it. */
export class CancelOrderBody extends CommandBody implements BodyOf<CancelOrder> {
  @Key()
  orderId!: string;

  /** What to take off. Default: all that is open. */
  @PartList(LineBody, { min: 1, max: LINES_MAX, optional: true })
  lines?: LineBody[];

  @Text({ optional: true })
  reason?: string;
}

export class CancelOrderCommand extends LedgerCommand<CancelOrder> {}
