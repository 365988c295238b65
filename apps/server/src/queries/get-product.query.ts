import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Dated, Found, ProductAnswer, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** One product with its stock. */
export class GetProduct extends Query<Found<ProductAnswer>> {
  constructor(
    readonly sku: string,
    readonly dated: Dated = {},
  ) {
    super();
  }
}

@QueryHandler(GetProduct)
export class GetProductHandler implements IQueryHandler<GetProduct> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: GetProduct): Promise<Found<ProductAnswer>> {
    return this.readModels.product(query.sku, query.dated);
  }
}
