import type { HoldStock } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { PartList } from './body/part.ts';
import { WholeNumber } from './body/whole-number.ts';
import { LedgerCommand } from './ledger-command.ts';
import { LINES_MAX, LineBody } from './line-body.ts';

/** A year: a hold is for a cart, and ends by itself. */
const EXPIRES_IN_SECONDS_MAX = 366 * 24 * 60 * 60;

/** Reserves for a cart for a limited time: all of it or nothing. Again under the same id: replaces. */
export class HoldStockBody extends CommandBody implements BodyOf<HoldStock> {
  @Key()
  holdId!: string;

  @Key()
  website!: string;

  @PartList(LineBody, { min: 1, max: LINES_MAX })
  lines!: LineBody[];

  @WholeNumber({ min: 1, max: EXPIRES_IN_SECONDS_MAX })
  expiresInSeconds!: number;
}

export class HoldStockCommand extends LedgerCommand<HoldStock> {}
