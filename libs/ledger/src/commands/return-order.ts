import type { ReturnLine, ReturnOrder } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Flag } from './body/flag.ts';
import { Key } from './body/key.ts';
import { PartList } from './body/part.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';
import { LINES_MAX, LineBody } from './line-body.ts';

/** So much of a product that comes back. */
export class ReturnLineBody extends LineBody implements BodyOf<ReturnLine> {
  /** Whether it goes back on hand. */
  @Flag()
  restock!: boolean;

  /** Default: where it was shipped from. */
  @Key({ optional: true })
  warehouse?: string;
}

/** Takes back what was shipped. */
export class ReturnOrderBody extends CommandBody implements BodyOf<ReturnOrder> {
  @Key()
  orderId!: string;

  @PartList(ReturnLineBody, { min: 1, max: LINES_MAX })
  lines!: ReturnLineBody[];

  @Text({ optional: true })
  reason?: string;
}

export class ReturnOrderCommand extends LedgerCommand<ReturnOrder> {}
