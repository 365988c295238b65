import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { CountLineAnswer, Page, PageRequest, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** The lines of a count sheet. */
export class ListCountSheetLines extends Query<Page<CountLineAnswer>> {
  constructor(
    readonly warehouse: string,
    readonly sheetId: string,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListCountSheetLines)
export class ListCountSheetLinesHandler implements IQueryHandler<ListCountSheetLines> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListCountSheetLines): Promise<Page<CountLineAnswer>> {
    return this.readModels.countSheetLines(query.warehouse, query.sheetId, query.page);
  }
}
