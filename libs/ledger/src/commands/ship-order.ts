import type { ShipmentLine, ShipOrder } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { PartList } from './body/part.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';
import { LINES_MAX, LineBody } from './line-body.ts';

/** So much of a product, from a warehouse. */
export class ShipmentLineBody extends LineBody implements BodyOf<ShipmentLine> {
  /** Default: where it is allocated. */
  @Key({ optional: true })
  warehouse?: string;
}

/** Sends out an order, or part of it. */
export class ShipOrderBody extends CommandBody implements BodyOf<ShipOrder> {
  @Key()
  orderId!: string;

  /** What goes out. Default: all that is open. */
  @PartList(ShipmentLineBody, { min: 1, max: LINES_MAX, optional: true })
  lines?: ShipmentLineBody[];

  /** A document: a delivery note. */
  @Text({ optional: true })
  reference?: string;
}

export class ShipOrderCommand extends LedgerCommand<ShipOrder> {}
