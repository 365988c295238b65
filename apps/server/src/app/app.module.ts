import { type DynamicModule, Module } from '@nestjs/common';
import { LedgerModule } from '#ledger';
import { BulkController } from '../bulk/bulk.controller.ts';
import { CommandsController } from '../commands/commands.controller.ts';
import { DocsController } from '../docs/docs.controller.ts';
import { LandingController } from '../docs/landing.controller.ts';
import { ProblemsController } from '../docs/problems.controller.ts';
import { HealthController } from '../health/health.controller.ts';
import type { Gate } from '../http/gate.ts';
import type { RouteTable } from '../http/route-table.ts';
import { MetricsController } from '../metrics/metrics.controller.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { OpenApiController } from '../openapi/openapi.controller.ts';
import { AllocationsController } from '../queries/allocations.controller.ts';
import { Ask } from '../queries/ask.ts';
import { AvailabilityController } from '../queries/availability.controller.ts';
import { CountSheetsController } from '../queries/count-sheets.controller.ts';
import { QUERY_HANDLERS } from '../queries/handlers.ts';
import { HoldsController } from '../queries/holds.controller.ts';
import { LevelsController } from '../queries/levels.controller.ts';
import { LogController } from '../queries/log.controller.ts';
import { OrdersController } from '../queries/orders.controller.ts';
import { ProductAnswersController } from '../queries/product-answers.controller.ts';
import { ProductsController } from '../queries/products.controller.ts';
import { ScopesController } from '../queries/scopes.controller.ts';
import { SourcingController } from '../queries/sourcing.controller.ts';
import { StockAt } from '../queries/stock-at.ts';
import { TransfersController } from '../queries/transfers.controller.ts';
import type { Stockbook } from '../stockbook/open-stockbook.ts';
import { GATE, METRICS, READ_MODELS, ROUTES, STOCKBOOK } from '../stockbook/tokens.ts';

interface Parts {
  readonly stockbook: Stockbook;
  readonly metrics: Metrics;
  readonly gate: Gate;
  readonly routes: RouteTable;
}

const OF_EVERY_PROCESS = [
  LandingController,
  HealthController,
  MetricsController,
  OpenApiController,
  DocsController,
  ProblemsController,
];

const OF_THE_API = [
  CommandsController,
  BulkController,
  ProductsController,
  ProductAnswersController,
  LevelsController,
  HoldsController,
  OrdersController,
  CountSheetsController,
  AllocationsController,
  TransfersController,
  AvailabilityController,
  SourcingController,
  ScopesController,
  LogController,
];

@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class AppModule {
  static of({ stockbook, metrics, gate, routes }: Parts): DynamicModule {
    return {
      module: AppModule,
      imports: [LedgerModule.forRoot(stockbook.ledger)],
      controllers: stockbook.settings.roles.has('api')
        ? [...OF_EVERY_PROCESS, ...OF_THE_API]
        : OF_EVERY_PROCESS,
      providers: [
        { provide: STOCKBOOK, useValue: stockbook },
        { provide: READ_MODELS, useValue: stockbook.readModels },
        { provide: METRICS, useValue: metrics },
        { provide: GATE, useValue: gate },
        { provide: ROUTES, useValue: routes },
        Ask,
        StockAt,
        ...QUERY_HANDLERS,
      ],
    };
  }
}
