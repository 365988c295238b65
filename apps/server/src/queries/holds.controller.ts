import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { FRESHNESS } from '../query/common-parameters.ts';
import { KeyPipe } from '../query/key.pipe.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { GetHold } from './get-hold.query.ts';
import { noHold } from './missing.ts';

@Controller('v1/holds')
export class HoldsController {
  constructor(private readonly ask: Ask) {}

  @Get(':holdId')
  one(
    @Param('holdId', new KeyPipe('holdId')) holdId: string,
    @Query(new QueryPipe(FRESHNESS)) query: QueryOf<typeof FRESHNESS>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.ask.one(new GetHold(holdId), query, reply, () => noHold(holdId));
  }
}
