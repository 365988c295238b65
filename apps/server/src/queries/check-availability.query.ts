import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Availability, availabilityOf, findUnit, type ProductDemand, type Reason } from '#domain';
import { LEDGER, type Ledger } from '#ledger';
import { noProduct, noUnit, noWebsite } from './missing.ts';

/** Whether a product can be had on a website, in one unit. */
export class CheckAvailability extends Query<Availability> {
  constructor(
    readonly demand: ProductDemand,
    readonly unit: string | undefined,
  ) {
    super();
  }
}

/** Answers from the ledger's own state. */
@QueryHandler(CheckAvailability)
export class CheckAvailabilityHandler implements IQueryHandler<CheckAvailability> {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  async execute({ demand, unit }: CheckAvailability): Promise<Availability> {
    const product = await this.ledger.product(demand.sku);
    const scopes = this.ledger.scopes();
    if (product === null) throw noProduct(demand.sku);
    if (!scopes.websites.has(demand.website)) throw noWebsite(demand.website);
    if (unit !== undefined && findUnit(product, unit) === undefined) throw noUnit(demand.sku, unit);
    const found = availabilityOf(product, unit, demand, { scopes, now: new Date().toISOString() });
    return { ...found, reasons: found.reasons.map(withoutLine) };
  }
}

/** Where the only line is the whole question, a path begins with its field. */
const withoutLine = (reason: Reason): Reason =>
  reason.path === undefined ? reason : { ...reason, path: reason.path.replace(/^\./, '') };
