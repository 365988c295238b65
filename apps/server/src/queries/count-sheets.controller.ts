import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LEDGER, type Ledger } from '#ledger';
import { PAGE } from '../query/common-parameters.ts';
import { KeyPipe } from '../query/key.pipe.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { GetCountSheet } from './get-count-sheet.query.ts';
import { ListCountSheetLines } from './list-count-sheet-lines.query.ts';
import { ListCountSheets } from './list-count-sheets.query.ts';
import { noCountSheet, noWarehouse } from './missing.ts';

type PageQuery = QueryOf<typeof PAGE>;

/** What was counted at a warehouse, sheet by sheet. */
@Controller('v1/warehouses/:code/count-sheets')
export class CountSheetsController {
  constructor(
    private readonly ask: Ask,
    @Inject(LEDGER) private readonly ledger: Ledger,
  ) {}

  @Get()
  list(
    @Param('code', new KeyPipe('code')) code: string,
    @Query(new QueryPipe(PAGE)) { minPosition, ...page }: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.assertKnown(code);
    return this.ask.page(new ListCountSheets(code, page), { minPosition }, reply);
  }

  /** The sheet with a page of its lines. */
  @Get(':sheetId')
  async one(
    @Param('code', new KeyPipe('code')) code: string,
    @Param('sheetId', new KeyPipe('sheetId')) sheetId: string,
    @Query(new QueryPipe(PAGE)) { minPosition, ...page }: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.assertKnown(code);
    const freshness = { minPosition };
    const sheet = await this.ask.one(new GetCountSheet(code, sheetId), freshness, reply, () =>
      noCountSheet(sheetId),
    );
    const { items, next } = await this.ask.page(
      new ListCountSheetLines(code, sheetId, page),
      freshness,
      reply,
    );
    return { ...sheet, lines: items, next };
  }

  private assertKnown(code: string): void {
    if (!this.ledger.scopes().warehouses.has(code)) throw noWarehouse(code, 'code');
  }
}
