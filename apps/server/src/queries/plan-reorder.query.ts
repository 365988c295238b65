import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { planReorder, type ReorderLine, skusOfOrder } from '#domain';
import { LEDGER, type Ledger } from '#ledger';
import { noOrder } from './missing.ts';

export interface Reorder {
  readonly orderId: string;
  readonly lines: readonly ReorderLine[];
}

/** What of a past order could be ordered now. */
export class PlanReorder extends Query<Reorder> {
  constructor(readonly orderId: string) {
    super();
  }
}

/** Answers from the ledger's own state. */
@QueryHandler(PlanReorder)
export class PlanReorderHandler implements IQueryHandler<PlanReorder> {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  async execute({ orderId }: PlanReorder): Promise<Reorder> {
    const order = await this.ledger.order(orderId);
    if (order === null) throw noOrder(orderId);
    const { website, lines } = order;
    const products = await this.ledger.products(new Set(skusOfOrder(order)));
    const context = { scopes: this.ledger.scopes(), products, now: new Date().toISOString() };
    return { orderId, lines: planReorder({ website, lines }, context) };
  }
}
