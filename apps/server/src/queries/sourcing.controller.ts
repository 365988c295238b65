import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { SourcingPlan } from '#domain';
import { FRESHNESS } from '../query/common-parameters.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { PlanSourcing } from './plan-sourcing.query.ts';
import { readCart } from './read-cart.ts';

@Controller('v1/sourcing')
export class SourcingController {
  constructor(
    private readonly ask: Ask,
    private readonly bus: QueryBus,
  ) {}

  @Post()
  @HttpCode(200)
  async plan(
    @Body() body: unknown,
    @Query(new QueryPipe(FRESHNESS)) query: QueryOf<typeof FRESHNESS>,
  ): Promise<SourcingPlan> {
    const cart = readCart(body, ['website', 'holdId', 'shipUntil', 'lines']);
    await this.ask.reached(query);
    return this.bus.execute(new PlanSourcing(cart));
  }
}
