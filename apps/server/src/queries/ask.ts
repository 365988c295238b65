import { Inject, Injectable } from '@nestjs/common';
import { type Query, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { Found, Page } from '#read-models';
import { MIN_POSITION_WAIT_MS } from '../http/limits.ts';
import { problem } from '../problem/problem.ts';
import { ProblemError } from '../problem/problem-error.ts';
import type { Stockbook } from '../stockbook/open-stockbook.ts';
import { STOCKBOOK } from '../stockbook/tokens.ts';

/** Tells up to where the log shows in an answer. */
export const POSITION_HEADER = 'stockbook-position';

interface Freshness {
  readonly minPosition?: bigint | undefined;
}

/** Asks queries over the bus, once the read models have come as far as the client wants. */
@Injectable()
export class Ask {
  constructor(
    private readonly bus: QueryBus,
    @Inject(STOCKBOOK) private readonly stockbook: Stockbook,
  ) {}

  /** @throws ProblemError 503 when the read models do not get there in time, and what keeps them from answering at all. */
  async reached({ minPosition }: Freshness): Promise<void> {
    if (minPosition === undefined) return;
    if (await this.stockbook.waitFor(minPosition, MIN_POSITION_WAIT_MS)) return;
    // Where they cannot answer at all, that is what a client has to know.
    await this.stockbook.readModels.position();
    const message = `the read model has not reached position ${minPosition} within ${MIN_POSITION_WAIT_MS / 1000} seconds`;
    throw new ProblemError(problem('POSITION_NOT_REACHED', message, { path: 'minPosition' }));
  }

  async page<Item>(
    query: Query<Page<Item>>,
    freshness: Freshness,
    reply: FastifyReply,
  ): Promise<{ items: readonly Item[]; next: string | null }> {
    await this.reached(freshness);
    const { items, next, position } = await this.bus.execute(query);
    reply.header(POSITION_HEADER, String(position));
    return { items, next };
  }

  async one<Item>(
    query: Query<Found<Item>>,
    freshness: Freshness,
    reply: FastifyReply,
    missing: () => ProblemError,
  ): Promise<Item> {
    await this.reached(freshness);
    const { item, position } = await this.bus.execute(query);
    if (item === undefined) throw missing();
    reply.header(POSITION_HEADER, String(position));
    return item;
  }
}
