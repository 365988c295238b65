import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Page, PageRequest, ReadModels, WebsiteAnswer } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** Websites by code. */
export class ListWebsites extends Query<Page<WebsiteAnswer>> {
  constructor(readonly page: PageRequest) {
    super();
  }
}

@QueryHandler(ListWebsites)
export class ListWebsitesHandler implements IQueryHandler<ListWebsites> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListWebsites): Promise<Page<WebsiteAnswer>> {
    return this.readModels.websites(query.page);
  }
}
