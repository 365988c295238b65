import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LEDGER, type Ledger } from '#ledger';
import { FRESHNESS, PAGE } from '../query/common-parameters.ts';
import { KeyPipe } from '../query/key.pipe.ts';
import { key, oneOf } from '../query/parameter.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { GetTransfer } from './get-transfer.query.ts';
import { ListTransfers } from './list-transfers.query.ts';
import { noProduct, noTransfer, noWarehouse } from './missing.ts';

export const TRANSFERS_PARAMETERS = {
  status: oneOf('Only transfers with this status.', ['in_transit', 'received', 'closed']),
  sku: key('Only transfers of this product.'),
  warehouse: key('Only transfers from this warehouse or to it.'),
  ...PAGE,
};

type TransfersQuery = QueryOf<typeof TRANSFERS_PARAMETERS>;

/** Goods that went from one warehouse to another, or are on their way. */
@Controller('v1/transfers')
export class TransfersController {
  constructor(
    private readonly ask: Ask,
    @Inject(LEDGER) private readonly ledger: Ledger,
  ) {}

  @Get()
  async list(
    @Query(new QueryPipe(TRANSFERS_PARAMETERS)) query: TransfersQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { minPosition, ...filter } = query;
    const page = await this.ask.page(new ListTransfers(filter), { minPosition }, reply);
    if (page.items.length === 0) await this.assertKnown(query);
    return page;
  }

  @Get(':transferId')
  one(
    @Param('transferId', new KeyPipe('transferId')) transferId: string,
    @Query(new QueryPipe(FRESHNESS)) query: QueryOf<typeof FRESHNESS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.ask.one(new GetTransfer(transferId), query, reply, () => noTransfer(transferId));
  }

  /** Tells apart that there is nothing from that there is no such thing. */
  private async assertKnown({ sku, warehouse }: TransfersQuery): Promise<void> {
    if (warehouse !== undefined && !this.ledger.scopes().warehouses.has(warehouse)) {
      throw noWarehouse(warehouse);
    }
    if (sku !== undefined && (await this.ledger.product(sku)) === null) throw noProduct(sku);
  }
}
