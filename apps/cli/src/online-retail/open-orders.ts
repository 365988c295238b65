/** Some of a product's items on one order. */
export interface OrderShare {
  readonly orderId: string;
  readonly quantity: number;
}

interface OpenLine {
  readonly orderId: string;
  open: number;
}

/** What each customer has ordered of each product and not cancelled yet: the orders a cancellation may mean. */
export class OpenOrders {
  readonly #lines = new Map<string, OpenLine[]>();

  /** Remembers an order's line. Orders are added from the earliest to the latest. */
  add(customer: string, sku: string, orderId: string, quantity: number): void {
    const key = keyOf(customer, sku);
    const lines = this.#lines.get(key);
    const last = lines?.at(-1);
    if (last?.orderId === orderId) last.open += quantity;
    else if (lines !== undefined) lines.push({ orderId, open: quantity });
    else this.#lines.set(key, [{ orderId, open: quantity }]);
  }

  /**
   * Finds the orders that a customer's cancellation takes items off, and takes them: the latest with enough
   * open, else from the latest back as far as it goes. What the shares leave of the quantity has no known order.
   */
  take(customer: string, sku: string, quantity: number): OrderShare[] {
    const lines = this.#lines.get(keyOf(customer, sku)) ?? [];
    const whole = lines.findLast((line) => line.open >= quantity);
    const shares: OrderShare[] = [];
    let rest = quantity;
    for (const line of whole === undefined ? lines.toReversed() : [whole]) {
      const taken = Math.min(rest, line.open);
      if (taken === 0) continue;
      line.open -= taken;
      rest -= taken;
      shares.push({ orderId: line.orderId, quantity: taken });
    }
    return shares;
  }
}

function keyOf(customer: string, sku: string): string {
  return `${customer}/${sku}`;
}
