import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Availability, PURPOSES } from '#domain';
import { datedBy, FRESHNESS, HISTORY } from '../query/common-parameters.ts';
import { KeyPipe } from '../query/key.pipe.ts';
import { amount, defaultTo, key, oneOf } from '../query/parameter.ts';
import { type QueryOf, QueryPipe } from '../query/query.pipe.ts';
import { Ask } from './ask.ts';
import { CheckAvailability } from './check-availability.query.ts';
import { ExplainOptions, type OptionsAnswer } from './explain-options.query.ts';

export const OPTIONS_PARAMETERS = {
  website: key('The website that is asked about; absent: none, and the organization is that of the product.'),
  ...HISTORY,
  ...FRESHNESS,
};

export const AVAILABILITY_PARAMETERS = {
  website: defaultTo(key('The website that is asked about.'), 'default'),
  unit: key('Default: the primary unit.'),
  quantity: amount('How much is wanted; absent: the quantity rules are not asked.'),
  purpose: oneOf('What it is wanted for; default: order.', PURPOSES),
  ...HISTORY,
  ...FRESHNESS,
};

/**
 * Questions about one product that the ledger itself answers, up to date whatever the read models show; as of a past
 * moment the read models do.
 */
@Controller('v1/products/:sku')
export class ProductAnswersController {
  constructor(
    private readonly ask: Ask,
    private readonly bus: QueryBus,
  ) {}

  @Get('options')
  async options(
    @Param('sku', new KeyPipe('sku')) sku: string,
    @Query(new QueryPipe(OPTIONS_PARAMETERS)) query: QueryOf<typeof OPTIONS_PARAMETERS>,
  ): Promise<OptionsAnswer> {
    await this.ask.reached(query);
    return this.bus.execute(new ExplainOptions(sku, query.website ?? null, datedBy(query)));
  }

  @Get('availability')
  async availability(
    @Param('sku', new KeyPipe('sku')) sku: string,
    @Query(new QueryPipe(AVAILABILITY_PARAMETERS)) query: QueryOf<typeof AVAILABILITY_PARAMETERS>,
  ): Promise<Availability> {
    const { website, unit, quantity, purpose } = query;
    await this.ask.reached(query);
    const inUnit = unit === undefined ? {} : { unit };
    const lines = quantity === undefined ? [] : [{ ...inUnit, quantity, path: '' }];
    const demand = { sku, website, lines, ...(purpose !== undefined && { purpose }) };
    return this.bus.execute(new CheckAvailability(demand, unit, datedBy(query)));
  }
}
