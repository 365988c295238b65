import type { CommandLine } from '#domain';
import type { BodyOf } from './body/command-body.ts';
import { Decimal, type PlainQuantity } from './body/decimal.ts';
import { Key } from './body/key.ts';

/** The most lines of an order. */
export const LINES_MAX = 2_000;

/** So much of a product. */
export class LineBody implements BodyOf<CommandLine> {
  @Key()
  sku!: string;

  /** Default: the primary unit. */
  @Key({ optional: true })
  unit?: string;

  /** Above 0. */
  @Decimal({ sign: 'positive' })
  quantity!: PlainQuantity;
}
