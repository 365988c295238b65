import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Page, PageRequest, ReadModels, WarehouseAnswer } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** Warehouses by code. */
export class ListWarehouses extends Query<Page<WarehouseAnswer>> {
  constructor(readonly page: PageRequest) {
    super();
  }
}

@QueryHandler(ListWarehouses)
export class ListWarehousesHandler implements IQueryHandler<ListWarehouses> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListWarehouses): Promise<Page<WarehouseAnswer>> {
    return this.readModels.warehouses(query.page);
  }
}
