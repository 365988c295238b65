import type { DispatchTransfer, TransferStock } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Decimal, type PlainQuantity } from './body/decimal.ts';
import { Key } from './body/key.ts';
import { Text } from './body/text.ts';

/** Goods that leave one warehouse for another. */
export class TransferBody extends CommandBody implements BodyOf<DispatchTransfer>, BodyOf<TransferStock> {
  @Key()
  transferId!: string;

  @Key()
  sku!: string;

  @Key()
  from!: string;

  @Key()
  to!: string;

  /** Default: the primary unit. */
  @Key({ optional: true })
  unit?: string;

  /** Above 0. */
  @Decimal({ sign: 'positive' })
  quantity!: PlainQuantity;

  /** A document: a transfer note, a ticket. */
  @Text({ optional: true })
  reference?: string;
}
