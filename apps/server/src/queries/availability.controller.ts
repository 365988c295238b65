import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { CartAvailability } from '#domain';
import { FRESHNESS } from '../query/common-parameters.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { CheckCart } from './check-cart.query.ts';
import { readCart } from './read-cart.ts';

@Controller('v1/availability')
export class AvailabilityController {
  constructor(
    private readonly ask: Ask,
    private readonly bus: QueryBus,
  ) {}

  @Post()
  @HttpCode(200)
  async check(
    @Body() body: unknown,
    @Query(new QueryPipe(FRESHNESS)) query: QueryOf<typeof FRESHNESS>,
  ): Promise<CartAvailability> {
    const cart = readCart(body);
    await this.ask.reached(query);
    return this.bus.execute(new CheckCart(cart));
  }
}
