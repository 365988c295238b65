import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { FRESHNESS } from '../query/common-parameters.ts';
import { KeyPipe } from '../query/key.pipe.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { GetOrder } from './get-order.query.ts';
import { noOrder } from './missing.ts';
import { PlanReorder, type Reorder } from './plan-reorder.query.ts';

@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly ask: Ask,
    private readonly bus: QueryBus,
  ) {}

  @Get(':orderId')
  one(
    @Param('orderId', new KeyPipe('orderId')) orderId: string,
    @Query(new QueryPipe(FRESHNESS)) query: QueryOf<typeof FRESHNESS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.ask.one(new GetOrder(orderId), query, reply, () => noOrder(orderId));
  }

  @Get(':orderId/reorder')
  async reorder(
    @Param('orderId', new KeyPipe('orderId')) orderId: string,
    @Query(new QueryPipe(FRESHNESS)) query: QueryOf<typeof FRESHNESS>,
  ): Promise<Reorder> {
    await this.ask.reached(query);
    return this.bus.execute(new PlanReorder(orderId));
  }
}
