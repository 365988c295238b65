import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Found, HoldAnswer, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** One hold. */
export class GetHold extends Query<Found<HoldAnswer>> {
  constructor(readonly holdId: string) {
    super();
  }
}

@QueryHandler(GetHold)
export class GetHoldHandler implements IQueryHandler<GetHold> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: GetHold): Promise<Found<HoldAnswer>> {
    return this.readModels.hold(query.holdId);
  }
}
