import type { CommandLine } from '#domain';
import type { BodyOf } from './body/command-body.ts';
import { Decimal, type PlainQuantity } from './body/decimal.ts';
import { Key } from './body/key.ts';
import { KeyList } from './body/key-list.ts';

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

  /** Of a kit: which of its interchangeable and optional products are wanted, by sku. */
  @KeyList({ min: 0, max: 100, optional: true })
  components?: string[];
}
