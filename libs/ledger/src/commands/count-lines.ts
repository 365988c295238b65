import type { CountLines, LineCount } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Decimal, type PlainQuantity } from './body/decimal.ts';
import { Key } from './body/key.ts';
import { Part, PartList } from './body/part.ts';
import { SeenBody } from './count-level.ts';
import { LedgerCommand } from './ledger-command.ts';

/** The most lines that are counted by one command. */
const LINES_MAX = 5_000;

/** What was counted of one product. */
export class LineCountBody implements BodyOf<LineCount> {
  @Key()
  sku!: string;

  /** Default: the primary unit. */
  @Key({ optional: true })
  unit?: string;

  @Decimal({ sign: 'not-negative' })
  counted!: PlainQuantity;

  /** What the counter had before them; absent: what the ledger has as the line is recorded. */
  @Part(SeenBody, { optional: true })
  seen?: SeenBody;
}

/** Records on a count sheet what was counted. */
export class CountLinesBody extends CommandBody implements BodyOf<CountLines> {
  @Key()
  sheetId!: string;

  @Key()
  warehouse!: string;

  @PartList(LineCountBody, { min: 1, max: LINES_MAX })
  lines!: LineCountBody[];
}

export class CountLinesCommand extends LedgerCommand<CountLines> {}
