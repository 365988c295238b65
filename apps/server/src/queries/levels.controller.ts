import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { STATUSES } from '#domain';
import { LEDGER, type Ledger } from '#ledger';
import { datedBy, HISTORY, PAGE } from '../query/common-parameters.ts';
import { flag, key, oneOf } from '../query/parameter.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { ListLevels } from './list-levels.query.ts';
import { noCategory, noProduct, noWarehouse, noWebsite } from './missing.ts';

export const LEVELS_PARAMETERS = {
  warehouse: key('Only levels at this warehouse.'),
  sku: key('Only levels of this product.'),
  category: key('Only levels of products in this category or below it.'),
  status: oneOf('Only levels of products with this status.', STATUSES),
  low: flag('Only levels of units with, or without, low inventory.'),
  website: key('Only levels at the warehouses that this website sells from.'),
  ...HISTORY,
  ...PAGE,
};

type LevelsQuery = QueryOf<typeof LEVELS_PARAMETERS>;

@Controller('v1/levels')
export class LevelsController {
  constructor(
    private readonly ask: Ask,
    @Inject(LEDGER) private readonly ledger: Ledger,
  ) {}

  @Get()
  async list(
    @Query(new QueryPipe(LEVELS_PARAMETERS)) query: LevelsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { minPosition, asOf: _, basis: __, ...filter } = query;
    const page = await this.ask.page(
      new ListLevels({ ...filter, ...datedBy(query) }),
      { minPosition },
      reply,
    );
    if (page.items.length === 0) await this.assertKnown(query);
    return page;
  }

  /** Tells apart that there is nothing from that there is no such thing. */
  private async assertKnown({ sku, warehouse, category, website }: LevelsQuery): Promise<void> {
    const { warehouses, categories, websites } = this.ledger.scopes();
    if (warehouse !== undefined && !warehouses.has(warehouse)) throw noWarehouse(warehouse);
    if (category !== undefined && !categories.has(category)) throw noCategory(category);
    if (website !== undefined && !websites.has(website)) throw noWebsite(website);
    if (sku !== undefined && (await this.ledger.product(sku)) === null) throw noProduct(sku);
  }
}
