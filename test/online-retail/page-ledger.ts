import type { RetailCommand } from '../../apps/cli/src/online-retail/index.ts';
import { Shelf } from './shelf.ts';

/** Runs the commands by the plainest reading of their meaning, one after the other. */
export class PageLedger {
  readonly shelves = new Map<string, Shelf>();
  readonly refused = { orders: 0, cancellations: 0, adjustments: 0 };
  readonly #accepted = new Map<string, Map<string, number>>();

  run({ type, data }: RetailCommand): void {
    if (type === 'RegisterProduct') this.shelves.set(data.sku, new Shelf());
    if (type === 'AdjustLevel' && !this.#shelf(data.sku).adjust(Number(data.quantity))) {
      this.refused.adjustments += 1;
    }
    if (type === 'SubmitOrder') this.#submit(data.orderId, data.lines);
    if (type === 'CancelOrder') this.#cancel(data.orderId, data.lines);
  }

  #submit(orderId: string, lines: Lines): void {
    const asked = Map.groupBy(lines, ({ sku }) => sku);
    const units = new Map(
      [...asked].map(([sku, each]) => [sku, each.reduce((sum, l) => sum + Number(l.quantity), 0)]),
    );
    if ([...units].some(([sku, quantity]) => quantity > this.#shelf(sku).available)) {
      this.refused.orders += 1;
      return;
    }
    this.#accepted.set(orderId, units);
    for (const [sku, quantity] of units) this.#shelf(sku).allocated += quantity;
  }

  #cancel(orderId: string, lines: Lines): void {
    const open = this.#accepted.get(orderId);
    if (open === undefined) {
      this.refused.cancellations += 1;
      return;
    }
    for (const { sku, quantity } of lines) {
      const left = (open.get(sku) ?? 0) - Number(quantity);
      if (left < 0) throw new Error(`${orderId}: ${quantity} of ${sku} is more than is open`);
      open.set(sku, left);
      this.#shelf(sku).allocated -= Number(quantity);
    }
  }

  #shelf(sku: string): Shelf {
    const shelf = this.shelves.get(sku);
    if (shelf === undefined) throw new Error(`${sku} is not registered`);
    return shelf;
  }
}

type Lines = readonly { readonly sku: string; readonly quantity: string }[];
