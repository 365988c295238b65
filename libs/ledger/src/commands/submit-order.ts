import type { SubmitOrder } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { DayOrInstant } from './body/day-or-instant.ts';
import { Instant } from './body/instant.ts';
import { Key } from './body/key.ts';
import { PartList } from './body/part.ts';
import { LedgerCommand } from './ledger-command.ts';
import { LINES_MAX, LineBody } from './line-body.ts';

/** Asks for products on a website: all of it or nothing. */
export class SubmitOrderBody extends CommandBody implements BodyOf<SubmitOrder> {
  @Key()
  orderId!: string;

  @Key()
  website!: string;

  @PartList(LineBody, { min: 1, max: LINES_MAX })
  lines!: LineBody[];

  @Key({ optional: true })
  holdId?: string;

  /** A day is that of the website's time zone. */
  @DayOrInstant({ optional: true })
  shipUntil?: string;

  /** An opaque id, never a name: the log is for good. */
  @Key({ optional: true })
  customer?: string;

  /** When the customer ordered. */
  @Instant({ optional: true })
  placedAt?: string;
}

export class SubmitOrderCommand extends LedgerCommand<SubmitOrder> {}
