import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NO_PARAMETERS, QueryPipe } from '../query/query.pipe.ts';
import { METRICS } from '../stockbook/tokens.ts';
import type { Metrics } from './metrics.ts';

@Controller('metrics')
export class MetricsController {
  constructor(@Inject(METRICS) private readonly metrics: Metrics) {}

  @Get()
  async text(
    @Query(new QueryPipe(NO_PARAMETERS)) _query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    reply.header('content-type', this.metrics.contentType);
    reply.send(await this.metrics.text());
  }
}
