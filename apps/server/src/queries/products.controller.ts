import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LEDGER, type Ledger } from '#ledger';
import { invalidRequest } from '../problem/problem-error.ts';
import { datedBy, FRESHNESS, HISTORY, PAGE } from '../query/common-parameters.ts';
import { KeyPipe } from '../query/key.pipe.ts';
import { key } from '../query/parameter.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { GetProduct } from './get-product.query.ts';
import { ListProducts } from './list-products.query.ts';
import { noProduct, noWebsite } from './missing.ts';

export const PRODUCTS_PARAMETERS = {
  visibleOn: key(
    'Only products that this website may show: those whose status there is one of its `visibleStatuses`.',
  ),
  ...HISTORY,
  ...PAGE,
};

export const PRODUCT_PARAMETERS = { ...HISTORY, ...FRESHNESS };

@Controller('v1/products')
export class ProductsController {
  constructor(
    private readonly ask: Ask,
    @Inject(LEDGER) private readonly ledger: Ledger,
  ) {}

  @Get()
  list(
    @Query(new QueryPipe(PRODUCTS_PARAMETERS)) query: QueryOf<typeof PRODUCTS_PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { minPosition, visibleOn, asOf: _, basis: __, ...page } = query;
    if (visibleOn !== undefined && !this.ledger.scopes().websites.has(visibleOn)) {
      throw noWebsite(visibleOn, 'visibleOn');
    }
    const dated = datedBy(query);
    if (visibleOn !== undefined && dated.asOf !== undefined) {
      throw invalidRequest('visibleOn asks about the present: it cannot be answered as of a moment', 'asOf');
    }
    const filter = visibleOn === undefined ? page : { ...page, visibleOn };
    return this.ask.page(new ListProducts({ ...filter, ...dated }), { minPosition }, reply);
  }

  @Get(':sku')
  one(
    @Param('sku', new KeyPipe('sku')) sku: string,
    @Query(new QueryPipe(PRODUCT_PARAMETERS)) query: QueryOf<typeof PRODUCT_PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.ask.one(new GetProduct(sku, datedBy(query)), query, reply, () => noProduct(sku));
  }
}
