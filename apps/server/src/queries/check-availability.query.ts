import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import {
  type Availability,
  availabilityOf,
  type CommandLine,
  checkCart,
  type DecisionContext,
  findUnit,
  type ProductDemand,
  type Reason,
} from '#domain';
import type { Dated } from '#read-models';
import { answerOf } from './load-cart.ts';
import { noProduct, noUnit, noWebsite } from './missing.ts';
import { StockAt } from './stock-at.ts';

/** Whether a product can be had on a website, in one unit. */
export class CheckAvailability extends Query<Availability> {
  constructor(
    readonly demand: ProductDemand,
    readonly unit: string | undefined,
    readonly dated: Dated = {},
  ) {
    super();
  }
}

@QueryHandler(CheckAvailability)
export class CheckAvailabilityHandler implements IQueryHandler<CheckAvailability> {
  constructor(private readonly stock: StockAt) {}

  async execute({ demand, unit, dated }: CheckAvailability): Promise<Availability> {
    const { sku, website } = demand;
    const context = await this.stock.of([sku], dated);
    const product = context.products(sku);
    if (product === null) throw noProduct(sku);
    if (!context.scopes.websites.has(website)) throw noWebsite(website);
    if (unit !== undefined && findUnit(product, unit) === undefined) throw noUnit(sku, unit);
    const [wanted] = demand.lines;
    const found =
      product.kit === null || wanted === undefined
        ? availabilityOf(product, unit, demand, context)
        : kitAvailability({ ...wanted, sku }, demand, context);
    return { ...found, reasons: found.reasons.map(withoutLine) };
  }
}

/** That of the kit itself and of the components that would go into it. */
function kitAvailability(
  line: CommandLine,
  { lines: _, ...asking }: ProductDemand,
  context: DecisionContext,
): Availability {
  const [checked] = answerOf(checkCart([line], asking, context)).lines;
  if (checked === undefined) throw new RangeError('a line was lost');
  const { sku: _sku, unit: _unit, quantity: _quantity, ...availability } = checked;
  return availability;
}

/** Where the only line is the whole question, a path begins with its field. */
const withoutLine = (reason: Reason): Reason =>
  reason.path === undefined ? reason : { ...reason, path: reason.path.replace(/^(lines\[0\])?\./, '') };
