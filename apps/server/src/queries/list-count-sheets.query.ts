import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { CountSheetAnswer, Page, PageRequest, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** The count sheets of a warehouse. */
export class ListCountSheets extends Query<Page<CountSheetAnswer>> {
  constructor(
    readonly warehouse: string,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListCountSheets)
export class ListCountSheetsHandler implements IQueryHandler<ListCountSheets> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListCountSheets): Promise<Page<CountSheetAnswer>> {
    return this.readModels.countSheets(query.warehouse, query.page);
  }
}
