/**
 * For tests: the stock of one product as one would keep it on paper, slow and without any of the domain's code. What
 * is on hand is written down as commands say; promises stand in a list per warehouse; what is missing is worked out
 * anew each time. Whole numbers only.
 */
export interface NaivePromise {
  readonly orderId: string;
  quantity: number;
  backordered: number;
}

export class NaiveStock {
  readonly onHand = new Map<string, number>();
  readonly promises = new Map<string, NaivePromise[]>();

  at(warehouse: string): number {
    return this.onHand.get(warehouse) ?? 0;
  }

  promisedAt(warehouse: string): NaivePromise[] {
    const list = this.promises.get(warehouse) ?? [];
    this.promises.set(warehouse, list);
    return list;
  }

  available(warehouse: string): number {
    return this.at(warehouse) - sum(this.promisedAt(warehouse), 'quantity');
  }

  availableOver(warehouses: Iterable<string>): number {
    return [...warehouses].reduce((total, warehouse) => total + this.available(warehouse), 0);
  }

  setOnHand(warehouse: string, quantity: number): void {
    this.onHand.set(warehouse, quantity);
    this.balance(warehouse);
  }

  promise(warehouse: string, orderId: string, quantity: number, backordered: number): void {
    this.promisedAt(warehouse).push({ orderId, quantity, backordered });
  }

  /** Gives back part of what an order was promised: what is missing first, then from the last warehouse on. */
  release(orderId: string, quantity: number, warehouses: readonly string[]): void {
    const own = warehouses
      .flatMap((warehouse) => this.promisedAt(warehouse))
      .filter((promise) => promise.orderId === orderId)
      .reverse();
    let rest = quantity;
    for (const promise of own) {
      const part = Math.min(rest, promise.backordered);
      promise.backordered -= part;
      promise.quantity -= part;
      rest -= part;
    }
    for (const promise of own) {
      const part = Math.min(rest, promise.quantity - promise.backordered);
      promise.quantity -= part;
      rest -= part;
    }
    for (const warehouse of warehouses) {
      const left = this.promisedAt(warehouse).filter((promise) => promise.quantity > 0);
      this.promises.set(warehouse, left);
      this.balance(warehouse);
    }
  }

  /** One unit at a time: the newest that is there goes missing, the oldest that is missing comes. */
  private balance(warehouse: string): void {
    const list = this.promisedAt(warehouse);
    const missing = Math.max(0, -this.available(warehouse));
    while (sum(list, 'backordered') < missing) {
      const newest = list.findLast((promise) => promise.backordered < promise.quantity);
      if (newest === undefined) throw new Error('nothing left to lose');
      newest.backordered += 1;
    }
    while (sum(list, 'backordered') > missing) {
      const oldest = list.find((promise) => promise.backordered > 0);
      if (oldest === undefined) throw new Error('nothing left to fill');
      oldest.backordered -= 1;
    }
  }
}

const sum = (list: readonly NaivePromise[], figure: 'quantity' | 'backordered'): number =>
  list.reduce((total, promise) => total + promise[figure], 0);
