import { Controller, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { busCommand, isCommandName } from '#ledger';
import { sendProblem } from '../http/send-problem.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { NO_PARAMETERS, QueryPipe } from '../query/query.pipe.ts';
import { METRICS } from '../stockbook/tokens.ts';
import { isProblem } from './read-command.ts';
import { readRequest } from './read-request.ts';
import { resultOf } from './result.ts';

/** One command a request. */
@Controller('v1/commands')
export class CommandsController {
  constructor(
    private readonly bus: CommandBus,
    @Inject(METRICS) private readonly metrics: Metrics,
  ) {}

  @Post(':name')
  async execute(
    @Param('name') name: string,
    @Query(new QueryPipe(NO_PARAMETERS)) _query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const envelope = readRequest(name, request.body, request.headers);
    if (isProblem(envelope)) {
      this.metrics.command(isCommandName(name) ? name : 'unknown', 'invalid');
      sendProblem(reply, envelope);
      return;
    }
    const startedAt = performance.now();
    const outcome = await this.bus.execute(busCommand(envelope));
    this.metrics.commandTook(name, (performance.now() - startedAt) / 1000);
    this.metrics.command(name, outcome.kind);
    const result = resultOf(outcome);
    if ('problem' in result) sendProblem(reply, result.problem, result.retryAfterSeconds);
    else reply.code(200).send(result.result);
  }
}
