import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Found, OrderAnswer, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** One order. */
export class GetOrder extends Query<Found<OrderAnswer>> {
  constructor(readonly orderId: string) {
    super();
  }
}

@QueryHandler(GetOrder)
export class GetOrderHandler implements IQueryHandler<GetOrder> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: GetOrder): Promise<Found<OrderAnswer>> {
    return this.readModels.order(query.orderId);
  }
}
