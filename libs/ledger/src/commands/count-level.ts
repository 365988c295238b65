import type { CountLevel } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Decimal, type PlainQuantity } from './body/decimal.ts';

import { Flag } from './body/flag.ts';
import { Instant } from './body/instant.ts';
import { Key } from './body/key.ts';
import { Part } from './body/part.ts';
import { Text } from './body/text.ts';

import { WholeNumber } from './body/whole-number.ts';
import { LedgerCommand } from './ledger-command.ts';

/** The stock as the counter saw it. */
export class SeenBody implements BodyOf<NonNullable<CountLevel['seen']>> {
  /** Of the product's stream. */
  @WholeNumber({ min: 0, optional: true })
  revision?: number;

  /** On hand. */
  @Decimal({ sign: 'not-negative', optional: true })
  quantity?: PlainQuantity;
}

/** States what of on hand was counted. */
export class CountLevelBody extends CommandBody implements BodyOf<CountLevel> {
  @Key()
  sku!: string;

  @Key()
  warehouse!: string;

  /** Default: the primary unit. */
  @Key({ optional: true })
  unit?: string;

  @Decimal({ sign: 'not-negative' })
  counted!: PlainQuantity;

  /** What the counter had before them: refused if stock moved since, unless `keepCount`. */
  @Part(SeenBody, { optional: true })
  seen?: SeenBody;

  @Flag({ optional: true })
  keepCount?: boolean;

  @Text({ optional: true })
  reason?: string;

  /** A document: a delivery note, a ticket. */
  @Text({ optional: true })
  reference?: string;

  /** When it was so, where that is earlier than now. */
  @Instant({ optional: true })
  effectiveAt?: string;
}

export class CountLevelCommand extends LedgerCommand<CountLevel> {}
