import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { fastifyAdapter } from '../http/fastify-adapter.ts';
import { Gate } from '../http/gate.ts';
import { ProblemFilter } from '../http/problem.filter.ts';
import { RouteTable } from '../http/route-table.ts';
import type { Logger } from '../logging/logger.ts';
import { nestLogger } from '../logging/nest-logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import type { Stockbook } from '../stockbook/open-stockbook.ts';
import { AppModule } from './app.module.ts';

export interface AppOptions {
  readonly logger: Logger;
  /** Closed when the application shall take no more requests. */
  readonly gate?: Gate;
  /** Whether /metrics tells of the process as well: of one application in a process at most. */
  readonly measureProcess?: boolean;
}

/**
 * The HTTP interface of a ledger. It answers as soon as it listens, and before that what is injected into it
 * (`app.inject`).
 */
export async function createApp(
  stockbook: Stockbook,
  { logger, gate = new Gate(), measureProcess = false }: AppOptions,
): Promise<NestFastifyApplication> {
  const routes = new RouteTable();
  const metrics = new Metrics(stockbook, { ofProcess: measureProcess });
  const adapter = fastifyAdapter();
  const instance = adapter.getInstance<FastifyInstance>();
  routes.watch(instance);
  gate.guard(instance);
  instance.addHook('onResponse', ({ method, routeOptions }, { statusCode }, done) => {
    metrics.request(method, routeOptions.url ?? 'none', statusCode);
    done();
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of({ stockbook, metrics, gate, routes }),
    adapter,
    { bodyParser: false, logger: nestLogger(logger), abortOnError: false },
  );
  app.useGlobalFilters(new ProblemFilter(routes, logger));
  await app.init();
  await instance.ready();
  return app;
}
