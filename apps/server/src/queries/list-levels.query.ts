import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Dated, LevelAnswer, LevelFilter, Page, PageRequest, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** Levels by sku, warehouse and unit. */
export class ListLevels extends Query<Page<LevelAnswer>> {
  constructor(readonly filter: LevelFilter & PageRequest & Dated) {
    super();
  }
}

@QueryHandler(ListLevels)
export class ListLevelsHandler implements IQueryHandler<ListLevels> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListLevels): Promise<Page<LevelAnswer>> {
    return this.readModels.levels(query.filter);
  }
}
