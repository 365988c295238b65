import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { CountSheetAnswer, Found, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** One count sheet, without its lines. */
export class GetCountSheet extends Query<Found<CountSheetAnswer>> {
  constructor(
    readonly warehouse: string,
    readonly sheetId: string,
  ) {
    super();
  }
}

@QueryHandler(GetCountSheet)
export class GetCountSheetHandler implements IQueryHandler<GetCountSheet> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: GetCountSheet): Promise<Found<CountSheetAnswer>> {
    return this.readModels.countSheet(query.warehouse, query.sheetId);
  }
}
