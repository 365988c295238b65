import type { MoveBackorder } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Decimal, type PlainQuantity } from './body/decimal.ts';
import { Key } from './body/key.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Has another warehouse deliver what is backordered. */
export class MoveBackorderBody extends CommandBody implements BodyOf<MoveBackorder> {
  @Key()
  orderId!: string;

  @Key()
  sku!: string;

  /** Default: the primary unit. */
  @Key({ optional: true })
  unit?: string;

  @Key()
  from!: string;

  @Key()
  to!: string;

  /** Above 0. Default: all that is backordered there. */
  @Decimal({ sign: 'positive', optional: true })
  quantity?: PlainQuantity;
}

export class MoveBackorderCommand extends LedgerCommand<MoveBackorder> {}
