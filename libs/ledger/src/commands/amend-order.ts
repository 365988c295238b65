import type { AmendOrder } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { PartList } from './body/part.ts';
import { LedgerCommand } from './ledger-command.ts';
import { LINES_MAX, LineBody } from './line-body.ts';

/** Says what an order shall be as a whole. */
export class AmendOrderBody extends CommandBody implements BodyOf<AmendOrder> {
  @Key()
  orderId!: string;

  /** The whole order as it shall be. */
  @PartList(LineBody, { min: 1, max: LINES_MAX })
  lines!: LineBody[];
}

export class AmendOrderCommand extends LedgerCommand<AmendOrder> {}
