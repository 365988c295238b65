import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { explainOptions, type OptionExplanation, type OptionName } from '#domain';
import { LEDGER, type Ledger } from '#ledger';
import { noProduct, noWebsite } from './missing.ts';

export type OptionsAnswer = Readonly<Record<OptionName, OptionExplanation>>;

/** Why every option of a product is what it is, on a website or (null) where none is asked about. */
export class ExplainOptions extends Query<OptionsAnswer> {
  constructor(
    readonly sku: string,
    readonly website: string | null,
  ) {
    super();
  }
}

/** Answers from the ledger's own state: a change shows as soon as it was answered. */
@QueryHandler(ExplainOptions)
export class ExplainOptionsHandler implements IQueryHandler<ExplainOptions> {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  async execute({ sku, website }: ExplainOptions): Promise<OptionsAnswer> {
    const product = await this.ledger.product(sku);
    const scopes = this.ledger.scopes();
    if (product === null) throw noProduct(sku);
    if (website !== null && !scopes.websites.has(website)) throw noWebsite(website);
    return explainOptions(product, website, scopes);
  }
}
