import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { EventAnswer, Page, PageRequest, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** The events of one stream. */
export class ReadStream extends Query<Page<EventAnswer>> {
  constructor(
    readonly stream: string,
    readonly from: { readonly fromRevision?: number } & PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ReadStream)
export class ReadStreamHandler implements IQueryHandler<ReadStream> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(query: ReadStream): Promise<Page<EventAnswer>> {
    return this.readModels.stream(query.stream, query.from);
  }
}
