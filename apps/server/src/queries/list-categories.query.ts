import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { CategoryAnswer, Page, PageRequest, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** Categories by code. */
export class ListCategories extends Query<Page<CategoryAnswer>> {
  constructor(readonly page: PageRequest) {
    super();
  }
}

@QueryHandler(ListCategories)
export class ListCategoriesHandler implements IQueryHandler<ListCategories> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListCategories): Promise<Page<CategoryAnswer>> {
    return this.readModels.categories(query.page);
  }
}
