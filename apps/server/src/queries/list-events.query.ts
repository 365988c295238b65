import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { EventAnswer, EventFilter, Page, PageRequest, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** The log. */
export class ListEvents extends Query<Page<EventAnswer>> {
  constructor(readonly filter: EventFilter & PageRequest) {
    super();
  }
}

@QueryHandler(ListEvents)
export class ListEventsHandler implements IQueryHandler<ListEvents> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListEvents): Promise<Page<EventAnswer>> {
    return this.readModels.events(query.filter);
  }
}
