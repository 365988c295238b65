import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Found, ReadModels, TransferAnswer } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** One transfer. */
export class GetTransfer extends Query<Found<TransferAnswer>> {
  constructor(readonly transferId: string) {
    super();
  }
}

@QueryHandler(GetTransfer)
export class GetTransferHandler implements IQueryHandler<GetTransfer> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: GetTransfer): Promise<Found<TransferAnswer>> {
    return this.readModels.transfer(query.transferId);
  }
}
