import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PAGE } from '../query/common-parameters.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { ListCategories } from './list-categories.query.ts';
import { ListOrganizations } from './list-organizations.query.ts';
import { ListWarehouses } from './list-warehouses.query.ts';
import { ListWebsites } from './list-websites.query.ts';

type PageQuery = QueryOf<typeof PAGE>;

/** The owners of options, each with its own values and assignments. */
@Controller('v1')
export class ScopesController {
  constructor(private readonly ask: Ask) {}

  @Get('warehouses')
  warehouses(
    @Query(new QueryPipe(PAGE)) { minPosition, ...page }: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.ask.page(new ListWarehouses(page), { minPosition }, reply);
  }

  @Get('websites')
  websites(
    @Query(new QueryPipe(PAGE)) { minPosition, ...page }: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.ask.page(new ListWebsites(page), { minPosition }, reply);
  }

  @Get('categories')
  categories(
    @Query(new QueryPipe(PAGE)) { minPosition, ...page }: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.ask.page(new ListCategories(page), { minPosition }, reply);
  }

  @Get('organizations')
  organizations(
    @Query(new QueryPipe(PAGE)) { minPosition, ...page }: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.ask.page(new ListOrganizations(page), { minPosition }, reply);
  }
}
