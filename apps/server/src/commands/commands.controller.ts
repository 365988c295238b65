import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
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

/** Called by hand: Nest waits for pipes, which takes a turn of the event loop in the busiest place there is. */
const noParameters = new QueryPipe(NO_PARAMETERS);

/** One command a request. */
@Controller('v1/commands')
export class CommandsController {
  constructor(
    private readonly bus: CommandBus,
    @Inject(METRICS) private readonly metrics: Metrics,
  ) {}

  @Post(':name')
  async execute(
    @Req() request: FastifyRequest<{ Params: { name: string } }>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { name } = request.params;
    noParameters.transform(request.query);
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
