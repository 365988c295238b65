import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PAGE } from '../query/common-parameters.ts';
import { KeyPipe } from '../query/key.pipe.ts';
import { instant, key, oneOf, parseStream, stream, wholeNumber } from '../query/parameter.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import type { Stockbook } from '../stockbook/open-stockbook.ts';
import { STOCKBOOK } from '../stockbook/tokens.ts';
import { Ask } from './ask.ts';
import { ListEvents } from './list-events.query.ts';
import { ListWarehouseEvents } from './list-warehouse-events.query.ts';
import { noStream, noWarehouse } from './missing.ts';
import { ReadStream } from './read-stream.query.ts';

export const EVENTS_PARAMETERS = {
  stream: stream('Only events of this stream.'),
  category: key(
    'Only events of streams of this kind, e.g. `product`: the part of the name before the first dash.',
  ),
  type: key('Only events of this type, e.g. `LevelAdjusted`.'),
  sku: key('Only events that name this product.'),
  warehouse: key('Only events that name this warehouse.'),
  order: key('Only events that name this order.'),
  hold: key('Only events that name this hold.'),
  transfer: key('Only events that name this transfer.'),
  actor: key('Only events that go back to this actor.'),
  from: instant('Only events recorded from this instant on.'),
  to: instant('Only events recorded up to this instant, itself included.'),
  direction: oneOf('Default: forward.', ['forward', 'backward']),
  ...PAGE,
};

export const WAREHOUSE_EVENTS_PARAMETERS = {
  direction: oneOf('Default: forward.', ['forward', 'backward']),
  ...PAGE,
};

export const STREAM_PARAMETERS = {
  fromRevision: wholeNumber('The first revision to show; default: 0.', 0, Number.MAX_SAFE_INTEGER),
  ...PAGE,
};

/** The log: all of it, a stream, or what touches a warehouse. */
@Controller('v1')
export class LogController {
  constructor(
    private readonly ask: Ask,
    @Inject(STOCKBOOK) private readonly stockbook: Stockbook,
  ) {}

  @Get('events')
  events(
    @Query(new QueryPipe(EVENTS_PARAMETERS)) query: QueryOf<typeof EVENTS_PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { minPosition, ...filter } = query;
    return this.ask.page(new ListEvents(filter), { minPosition }, reply);
  }

  @Get('streams/:stream')
  async stream(
    @Param('stream', new KeyPipe('stream', parseStream)) name: string,
    @Query(new QueryPipe(STREAM_PARAMETERS)) query: QueryOf<typeof STREAM_PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { minPosition, ...from } = query;
    const page = await this.ask.page(new ReadStream(name, from), { minPosition }, reply);
    const isEmpty = page.items.length === 0 && (await this.stockbook.store.lastRevision(name)) < 0;
    if (isEmpty) throw noStream(name);
    return page;
  }

  @Get('warehouses/:code/events')
  async warehouseEvents(
    @Param('code', new KeyPipe('code')) code: string,
    @Query(new QueryPipe(WAREHOUSE_EVENTS_PARAMETERS))
    { minPosition, ...page }: QueryOf<typeof WAREHOUSE_EVENTS_PARAMETERS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (!this.stockbook.ledger.scopes().warehouses.has(code)) throw noWarehouse(code, 'code');
    return this.ask.page(new ListWarehouseEvents(code, page), { minPosition }, reply);
  }
}
