import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { explainOptions, type OptionExplanation, type OptionName } from '#domain';
import type { Dated } from '#read-models';
import { noProduct, noWebsite } from './missing.ts';
import { StockAt } from './stock-at.ts';

export type OptionsAnswer = Readonly<Record<OptionName, OptionExplanation>>;

/** Why every option of a product is what it is, on a website or (null) where none is asked about. */
export class ExplainOptions extends Query<OptionsAnswer> {
  constructor(
    readonly sku: string,
    readonly website: string | null,
    readonly dated: Dated = {},
  ) {
    super();
  }
}

/** A change shows as soon as it was answered. */
@QueryHandler(ExplainOptions)
export class ExplainOptionsHandler implements IQueryHandler<ExplainOptions> {
  constructor(private readonly stock: StockAt) {}

  async execute({ sku, website, dated }: ExplainOptions): Promise<OptionsAnswer> {
    const { products, scopes } = await this.stock.of([sku], dated);
    const product = products(sku);
    if (product === null) throw noProduct(sku);
    if (website !== null && !scopes.websites.has(website)) throw noWebsite(website);
    return explainOptions(product, website, scopes);
  }
}
