import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { FRESHNESS, PAGE } from '../query/common-parameters.ts';
import { KeyPipe } from '../query/key.pipe.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { GetProduct } from './get-product.query.ts';
import { ListProducts } from './list-products.query.ts';
import { noProduct } from './missing.ts';

@Controller('v1/products')
export class ProductsController {
  constructor(private readonly ask: Ask) {}

  @Get()
  list(
    @Query(new QueryPipe(PAGE)) { minPosition, ...page }: QueryOf<typeof PAGE>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.ask.page(new ListProducts(page), { minPosition }, reply);
  }

  @Get(':sku')
  one(
    @Param('sku', new KeyPipe('sku')) sku: string,
    @Query(new QueryPipe(FRESHNESS)) query: QueryOf<typeof FRESHNESS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.ask.one(new GetProduct(sku), query, reply, () => noProduct(sku));
  }
}
