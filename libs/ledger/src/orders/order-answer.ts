import type { LineAllocation } from '#domain';

/** An order as SubmitOrder's answer tells it. Quantities are decimal strings. */
export interface OrderAnswer {
  readonly orderId: string;
  readonly status: 'accepted';
  /** One for each product and unit, in the order in which the command named them. */
  readonly lines: readonly OrderAnswerLine[];
}

export interface OrderAnswerLine {
  readonly sku: string;
  readonly unit: string;
  readonly quantity: string;
  /** One for each warehouse; empty where the product's stock is not tracked. */
  readonly allocations: readonly LineAllocation[];
}
