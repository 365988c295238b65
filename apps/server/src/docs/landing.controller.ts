import { Controller, Get, Query } from '@nestjs/common';
import { NO_PARAMETERS, QueryPipe } from '../query/query.pipe.ts';
import { VERSION } from '../version.ts';

/** Tells whoever comes to the front door what this is and where to go on. */
@Controller()
export class LandingController {
  @Get()
  landing(@Query(new QueryPipe(NO_PARAMETERS)) _query: unknown) {
    return {
      name: 'Stockbook',
      version: VERSION,
      description: 'An event-sourced inventory ledger.',
      access: 'loopback only, everyone is admin: access control is not configured',
      links: {
        docs: '/docs',
        openapi: '/openapi.json',
        commands: '/v1/commands',
        products: '/v1/products',
        problems: '/problems',
        health: '/health/ready',
        metrics: '/metrics',
      },
    };
  }
}
