import { Inject, Injectable } from '@nestjs/common';
import type { DecisionContext, ProductsOf } from '#domain';
import { LEDGER, type Ledger } from '#ledger';
import type { Dated, ReadModels } from '#read-models';
import { READ_MODELS } from '../stockbook/tokens.ts';

/** What the domain needs to answer about products, those that kits among them are made of included. */
export type Stock = DecisionContext & { readonly products: ProductsOf };

/** Products as the ledger itself has them, or, as of a past moment, as history has them. */
@Injectable()
export class StockAt {
  constructor(
    @Inject(LEDGER) private readonly ledger: Ledger,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  async of(skus: readonly string[], { asOf }: Dated): Promise<Stock> {
    if (asOf === undefined) {
      const products = await this.ledger.products(skus);
      return { now: new Date().toISOString(), scopes: this.ledger.scopes(), products };
    }
    const { now, scopes, products } = await this.readModels.past(skus, asOf);
    return { now, scopes, products: (sku) => products.get(sku) ?? null };
  }
}
