import type { ReceiveTransfer } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Decimal, type PlainQuantity } from './body/decimal.ts';
import { Key } from './body/key.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Brings in goods that were dispatched. */
export class ReceiveTransferBody extends CommandBody implements BodyOf<ReceiveTransfer> {
  @Key()
  transferId!: string;

  @Key()
  sku!: string;

  /** What arrived, in the unit of the transfer; 0 only with a reason. */
  @Decimal({ sign: 'not-negative' })
  quantity!: PlainQuantity;

  /** Why the rest will not arrive any more: it is written off. Absent: the rest is still on its way. */
  @Text({ optional: true })
  discrepancyReason?: string;
}

export class ReceiveTransferCommand extends LedgerCommand<ReceiveTransfer> {}
