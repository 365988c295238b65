import { PRECISION_MAX, type RegisterProduct } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Decimal, type PlainQuantity } from './body/decimal.ts';
import { Key } from './body/key.ts';
import { Part, PartList } from './body/part.ts';
import { Text } from './body/text.ts';
import { WholeNumber } from './body/whole-number.ts';
import { KitBody } from './kit-body.ts';
import { LedgerCommand } from './ledger-command.ts';

type Unit = NonNullable<RegisterProduct['units']>[number];

export class UnitBody implements BodyOf<Unit> {
  @Key()
  code!: string;

  /** Decimals that a quantity may have. */
  @WholeNumber({ min: 0, max: PRECISION_MAX })
  precision!: number;

  /** How many stock units one of this unit is. */
  @Decimal({ sign: 'positive', optional: true })
  conversionRate?: PlainQuantity;
}

/** Registers what is to be sold. */
export class RegisterProductBody extends CommandBody implements BodyOf<RegisterProduct> {
  @Key()
  sku!: string;

  @Text()
  name!: string;

  /** Default: the organization `default`. */
  @Key({ optional: true })
  organization?: string;

  /** Default, or null: none. */
  @Key({ optional: true, nullable: true })
  category?: string;

  /** The first is primary. Default: one unit `item` of precision 0. */
  @PartList(UnitBody, { min: 1, max: 100, optional: true })
  units?: UnitBody[];

  /** The code of the unit in which the stock of all units is kept. */
  @Key({ optional: true })
  stockUnit?: string;

  @Part(KitBody, { optional: true })
  kit?: KitBody;
}

export class RegisterProductCommand extends LedgerCommand<RegisterProduct> {}
