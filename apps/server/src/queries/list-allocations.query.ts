import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { AllocationAnswer, AllocationFilter, Page, PageRequest, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** What is promised to orders and open, of all or of some. */
export class ListAllocations extends Query<Page<AllocationAnswer>> {
  constructor(readonly request: AllocationFilter & PageRequest) {
    super();
  }
}

@QueryHandler(ListAllocations)
export class ListAllocationsHandler implements IQueryHandler<ListAllocations> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListAllocations): Promise<Page<AllocationAnswer>> {
    return this.readModels.allocations(query.request);
  }
}
