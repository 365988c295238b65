import type { AdjustLevel } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Decimal, type PlainQuantity } from './body/decimal.ts';
import { Instant } from './body/instant.ts';
import { Key } from './body/key.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Adds a signed quantity to what is on hand. */
export class AdjustLevelBody extends CommandBody implements BodyOf<AdjustLevel> {
  @Key()
  sku!: string;

  @Key()
  warehouse!: string;

  /** Default: the primary unit. */
  @Key({ optional: true })
  unit?: string;

  /** Signed. */
  @Decimal()
  quantity!: PlainQuantity;

  @Text()
  reason!: string;

  /** A document: a delivery note, a ticket. */
  @Text({ optional: true })
  reference?: string;

  /** When it was so, where that is earlier than now. */
  @Instant({ optional: true })
  effectiveAt?: string;
}

export class AdjustLevelCommand extends LedgerCommand<AdjustLevel> {}
