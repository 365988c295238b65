import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Dated, Page, PageRequest, ProductAnswer, ProductFilter, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** Products with their stock, by sku. */
export class ListProducts extends Query<Page<ProductAnswer>> {
  constructor(readonly request: ProductFilter & PageRequest & Dated) {
    super();
  }
}

@QueryHandler(ListProducts)
export class ListProductsHandler implements IQueryHandler<ListProducts> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListProducts): Promise<Page<ProductAnswer>> {
    return this.readModels.products(query.request);
  }
}
