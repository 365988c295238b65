import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { EventAnswer, EventFilter, Page, PageRequest, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** Every event that touches a warehouse. */
export class ListWarehouseEvents extends Query<Page<EventAnswer>> {
  constructor(
    readonly code: string,
    readonly page: Pick<EventFilter, 'direction'> & PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListWarehouseEvents)
export class ListWarehouseEventsHandler implements IQueryHandler<ListWarehouseEvents> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListWarehouseEvents): Promise<Page<EventAnswer>> {
    return this.readModels.warehouseEvents(query.code, query.page);
  }
}
