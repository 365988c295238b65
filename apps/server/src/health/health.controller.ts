import { Controller, Get, HttpCode, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sendProblem } from '../http/send-problem.ts';
import { problemOf } from '../problem/problem.ts';
import { NO_PARAMETERS, QueryPipe } from '../query/query.pipe.ts';
import type { Stockbook } from '../stockbook/open-stockbook.ts';
import { STOCKBOOK } from '../stockbook/tokens.ts';
import { type Readiness, readinessOf } from './readiness.ts';

@Controller('health')
export class HealthController {
  constructor(@Inject(STOCKBOOK) private readonly stockbook: Stockbook) {}

  /** Whether the process answers at all. */
  @Get('live')
  live(@Query(new QueryPipe(NO_PARAMETERS)) _query: unknown): { status: 'live' } {
    return { status: 'live' };
  }

  /** Whether it should be sent requests. */
  @Get('ready')
  @HttpCode(200)
  async ready(
    @Query(new QueryPipe(NO_PARAMETERS)) _query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const readiness = await readinessOf(this.stockbook);
    if (readiness.status === 'not_ready') sendProblem(reply, notReady(readiness));
    else reply.send(readiness);
  }
}

function notReady({ status, checks }: Readiness) {
  const failed = Object.entries(checks).filter(([, check]) => check.status === 'failed');
  const reasons = failed.map(([path, { reason, state }]) => ({
    code: 'NOT_READY',
    message: `the ${path} is not ready: ${reason ?? state ?? 'it is behind'}`,
    path,
  }));
  return { ...problemOf('NOT_READY', reasons), readiness: status, checks };
}
