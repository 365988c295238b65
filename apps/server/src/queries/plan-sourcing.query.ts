import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { planSourcing, type SourcingPlan } from '#domain';
import { LEDGER, type Ledger } from '#ledger';
import { answerOf, loadCart } from './load-cart.ts';
import type { Cart } from './read-cart.ts';

/** Where an order for a cart would ship from. */
export class PlanSourcing extends Query<SourcingPlan> {
  constructor(readonly cart: Cart) {
    super();
  }
}

/** A dry run on the ledger's own state. */
@QueryHandler(PlanSourcing)
export class PlanSourcingHandler implements IQueryHandler<PlanSourcing> {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  async execute({ cart: { lines, ...asking } }: PlanSourcing): Promise<SourcingPlan> {
    const context = await loadCart(this.ledger, { lines, ...asking });
    return answerOf(planSourcing(lines, asking, context));
  }
}
