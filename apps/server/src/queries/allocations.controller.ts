import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LEDGER, type Ledger } from '#ledger';
import { PAGE } from '../query/common-parameters.ts';
import { flag, key } from '../query/parameter.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { ListAllocations } from './list-allocations.query.ts';
import { noOrder, noProduct, noWarehouse, noWebsite } from './missing.ts';

export const ALLOCATIONS_PARAMETERS = {
  sku: key('Only what is promised of this product.'),
  warehouse: key('Only what is promised at this warehouse.'),
  website: key('Only what is promised to orders on this website.'),
  orderId: key('Only what is promised to this order.'),
  backordered: flag('Only promises of which something, or nothing, is not there.'),
  ...PAGE,
};

type AllocationsQuery = QueryOf<typeof ALLOCATIONS_PARAMETERS>;

/** What is promised to orders and neither shipped nor released. */
@Controller('v1/allocations')
export class AllocationsController {
  constructor(
    private readonly ask: Ask,
    @Inject(LEDGER) private readonly ledger: Ledger,
  ) {}

  @Get()
  async list(
    @Query(new QueryPipe(ALLOCATIONS_PARAMETERS)) query: AllocationsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { minPosition, ...filter } = query;
    const page = await this.ask.page(new ListAllocations(filter), { minPosition }, reply);
    if (page.items.length === 0) await this.assertKnown(query);
    return page;
  }

  /** Tells apart that there is nothing from that there is no such thing. */
  private async assertKnown({ sku, warehouse, website, orderId }: AllocationsQuery): Promise<void> {
    const { warehouses, websites } = this.ledger.scopes();
    if (warehouse !== undefined && !warehouses.has(warehouse)) throw noWarehouse(warehouse);
    if (website !== undefined && !websites.has(website)) throw noWebsite(website);
    if (sku !== undefined && (await this.ledger.product(sku)) === null) throw noProduct(sku);
    if (orderId !== undefined && (await this.ledger.order(orderId)) === null) throw noOrder(orderId);
  }
}
