import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import {
  type Availability,
  availabilityOf,
  type CommandLine,
  type DecisionContext,
  evaluateDemand,
  findUnit,
  formatQuantity,
  type ProductState,
  type Quantity,
} from '#domain';
import { LEDGER, type Ledger } from '#ledger';
import { noWebsite } from './missing.ts';
import type { Cart } from './read-cart.ts';

export interface CartAnswer {
  readonly orderable: boolean;
  /** The latest known date of the upcoming lines; null where none has one. */
  readonly earliestShipDate: string | null;
  /** One for each product and unit. */
  readonly lines: readonly (Availability & {
    readonly sku: string;
    readonly unit: string | null;
    readonly quantity: string;
  })[];
}

/** Whether everything in a cart can be had together. */
export class CheckCart extends Query<CartAnswer> {
  constructor(readonly cart: Cart) {
    super();
  }
}

/** Answers from the ledger's own state. */
@QueryHandler(CheckCart)
export class CheckCartHandler implements IQueryHandler<CheckCart> {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  async execute({ cart }: CheckCart): Promise<CartAnswer> {
    const skus = [...new Set(cart.lines.map(({ sku }) => sku))];
    const products = new Map<string, ProductState | null>();
    for (const sku of skus) products.set(sku, await this.ledger.product(sku));
    const context = { scopes: this.ledger.scopes(), now: new Date().toISOString() };
    if (!context.scopes.websites.has(cart.website)) throw noWebsite(cart.website);
    const lines = skus.flatMap((sku) => linesOf(sku, products.get(sku) ?? null, cart, context));
    const dates = lines.flatMap(({ availabilityDate }) => availabilityDate ?? []).sort();
    return {
      orderable: lines.every(({ orderable }) => orderable),
      earliestShipDate: dates.at(-1) ?? null,
      lines,
    };
  }
}

function linesOf(
  sku: string,
  product: ProductState | null,
  cart: Cart,
  context: DecisionContext,
): CartAnswer['lines'] {
  const asked = cart.lines.flatMap((line, index) =>
    line.sku === sku ? [{ ...inUnit(line), quantity: line.quantity, path: `lines[${index}]` }] : [],
  );
  const demand = { ...cart, sku, lines: asked };
  const sums = new Map<string, Quantity>();
  for (const { unit, quantity } of asked) {
    const code = unit ?? product?.units[0]?.code ?? '';
    sums.set(code, (sums.get(code) ?? 0n) + quantity);
  }
  return [...sums].map(([unit, quantity]) => ({
    sku,
    unit: unit === '' ? null : unit,
    quantity: formatQuantity(quantity),
    ...(product === null || findUnit(product, unit) === undefined
      ? nothingOf(unit, evaluateDemand(product, demand, context).reasons)
      : ofUnit(unit, availabilityOf(product, unit, demand, context))),
  }));
}

const inUnit = ({ unit }: CommandLine) => (unit === undefined ? {} : { unit });

/** What of the product's answer concerns the unit. */
function ofUnit(unit: string, availability: Availability): Availability {
  const reasons = reasonsOf(unit, availability.reasons);
  return { ...availability, reasons, orderable: reasons.length === 0 };
}

function nothingOf(unit: string, reasons: Availability['reasons']): Availability {
  return {
    orderable: false,
    reasons: reasonsOf(unit, reasons),
    sellable: '0',
    status: 'out_of_stock',
    label: 'out_of_stock',
    low: false,
    upcoming: false,
    availabilityDate: null,
  };
}

const reasonsOf = (unit: string, reasons: Availability['reasons']) =>
  reasons.filter((reason) => reason.unit === undefined || reason.unit === unit || unit === '');
