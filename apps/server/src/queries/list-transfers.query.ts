import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Page, PageRequest, ReadModels, TransferAnswer, TransferFilter } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** Transfers, of all or of some. */
export class ListTransfers extends Query<Page<TransferAnswer>> {
  constructor(readonly request: TransferFilter & PageRequest) {
    super();
  }
}

@QueryHandler(ListTransfers)
export class ListTransfersHandler implements IQueryHandler<ListTransfers> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ListTransfers): Promise<Page<TransferAnswer>> {
    return this.readModels.transfers(query.request);
  }
}
