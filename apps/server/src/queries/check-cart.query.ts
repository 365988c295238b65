import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CartAvailability, checkCart } from '#domain';
import { LEDGER, type Ledger } from '#ledger';
import { answerOf, loadCart } from './load-cart.ts';
import type { Cart } from './read-cart.ts';

/** Whether everything in a cart can be had together. */
export class CheckCart extends Query<CartAvailability> {
  constructor(readonly cart: Cart) {
    super();
  }
}

/** Answers from the ledger's own state. */
@QueryHandler(CheckCart)
export class CheckCartHandler implements IQueryHandler<CheckCart> {
  constructor(@Inject(LEDGER) private readonly ledger: Ledger) {}

  async execute({ cart: { lines, ...asking } }: CheckCart): Promise<CartAvailability> {
    const context = await loadCart(this.ledger, { lines, ...asking });
    return answerOf(checkCart(lines, asking, context));
  }
}
