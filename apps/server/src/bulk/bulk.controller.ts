import { Readable } from 'node:stream';
import { Controller, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type BulkItem, type BulkOptions, LEDGER, type Ledger } from '#ledger';
import type { Gate } from '../http/gate.ts';
import { BATCH_ITEMS_MAX } from '../http/limits.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { problem } from '../problem/problem.ts';
import { invalidRequest, ProblemError } from '../problem/problem-error.ts';
import { oneOf } from '../query/parameter.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { GATE, METRICS } from '../stockbook/tokens.ts';
import { gathered } from './gathered.ts';
import { itemsOf } from './items-of.ts';
import { type ItemTag, readItem } from './read-item.ts';
import { type ItemResult, resultOfItem } from './results-of.ts';

export const BULK_PARAMETERS = {
  atomic: oneOf('`stop`: what follows the first failure has no effect and no result.', ['stop']),
};

const NDJSON = 'application/x-ndjson';

/** Many commands a request, with the results of one after the other in the order given. */
@Controller('v1/commands')
export class BulkController {
  constructor(
    @Inject(LEDGER) private readonly ledger: Ledger,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(GATE) private readonly gate: Gate,
  ) {}

  @Post()
  async execute(
    @Query(new QueryPipe(BULK_PARAMETERS)) options: QueryOf<typeof BULK_PARAMETERS>,
    @Req() { body }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (body instanceof Readable) {
      const lines = this.linesOf(this.carryOut(itemsOf(body, this.gate.closing), options));
      reply
        .code(200)
        .header('content-type', NDJSON)
        .send(Readable.from(gathered(lines)));
      return;
    }
    const results: ItemResult[] = [];
    for await (const result of this.carryOut(itemsIn(body), options)) results.push(result);
    reply.code(200).send(results);
  }

  private async *carryOut(
    items: Iterable<BulkItem<ItemTag>> | AsyncIterable<BulkItem<ItemTag>>,
    options: BulkOptions,
  ): AsyncGenerator<ItemResult> {
    for await (const result of this.ledger.executeMany(items, options)) {
      this.metrics.command(result.tag.type ?? 'unknown', result.outcome?.kind ?? 'invalid');
      yield resultOfItem(result);
    }
  }

  private async *linesOf(results: AsyncIterable<ItemResult>): AsyncGenerator<string> {
    for await (const result of results) yield `${JSON.stringify(result)}\n`;
  }
}

function itemsIn(body: unknown): Iterable<BulkItem<ItemTag>> {
  if (!Array.isArray(body))
    throw invalidRequest('many commands should come as a JSON array or as NDJSON', 'body');
  if (body.length > BATCH_ITEMS_MAX) {
    const message = `an array may hold ${BATCH_ITEMS_MAX} commands, not ${body.length}; NDJSON may be of any length`;
    throw new ProblemError(problem('TOO_LARGE', message, { path: 'body' }));
  }
  return body.values().map(readItem);
}
