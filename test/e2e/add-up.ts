import { categoryOfStream, keyOfStream } from '#domain';
import type { RecordedEvent } from '#event-store';

/** What a log comes to, added up by plain numbers and with no code of the ledger's. */
export interface Sums {
  readonly events: readonly RecordedEvent[];
  /** By sku. */
  readonly levels: ReadonlyMap<string, { onHand: number; allocated: number }>;
  /** Orders by how they ended; those that did not are open. */
  readonly accepted: ReadonlySet<string>;
  readonly rejected: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
  /** What of each product is allocated to each order, as `<order> <sku>`. */
  readonly allocations: ReadonlyMap<string, number>;
  /** What should not be: figures that do not follow from those before them, more promised than there is. */
  readonly faults: readonly string[];
}

interface Change {
  readonly quantity: string;
  readonly before: { readonly onHand?: string; readonly allocated?: string };
  readonly after: { readonly onHand?: string; readonly allocated?: string };
}

/** Adds up a log of products that have one unit, one warehouse and no backorders. */
export class AddingUp implements Sums {
  readonly events: RecordedEvent[] = [];
  readonly levels = new Map<string, { onHand: number; allocated: number }>();
  readonly accepted = new Set<string>();
  readonly rejected = new Set<string>();
  readonly open = new Set<string>();
  readonly allocations = new Map<string, number>();
  readonly faults: string[] = [];

  take(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      this.events.push(event);
      if (categoryOfStream(event.stream) === 'order') this.#order(keyOfStream(event.stream), event.type);
      if (categoryOfStream(event.stream) === 'product') this.#product(keyOfStream(event.stream), event);
    }
  }

  #order(orderId: string, type: string): void {
    if (type === 'OrderSubmitted' || type === 'CancellationRequested') this.open.add(orderId);
    if (type === 'OrderAccepted') this.accepted.add(orderId);
    if (type === 'OrderRejected') this.rejected.add(orderId);
    if (type === 'OrderAccepted' || type === 'OrderSettled') this.open.delete(orderId);
  }

  #product(sku: string, event: RecordedEvent): void {
    const { type, data } = event;
    const level = this.levels.get(sku) ?? { onHand: 0, allocated: 0 };
    if (type === 'LevelAdjusted') this.#move(event, data as unknown as Change, level, 'onHand', 1);
    const shares =
      type === 'StockAllocated' ? data.allocations : type === 'AllocationReleased' ? data.releases : [];
    for (const share of shares as unknown as readonly Change[]) {
      const sign = type === 'StockAllocated' ? 1 : -1;
      this.#move(event, share, level, 'allocated', sign);
      const key = `${data.orderId} ${sku}`;
      this.allocations.set(key, (this.allocations.get(key) ?? 0) + sign * Number(share.quantity));
    }
    if (level.onHand > 0) this.levels.set(sku, level);
    if (level.allocated > level.onHand) this.#fault(event, `promises ${level.allocated} of ${level.onHand}`);
  }

  #move(
    event: RecordedEvent,
    { before, after, quantity }: Change,
    level: { onHand: number; allocated: number },
    figure: 'onHand' | 'allocated',
    sign: 1 | -1,
  ): void {
    if (Number(before[figure]) !== level[figure]) {
      this.#fault(event, `finds ${figure} ${before[figure]} where it was ${level[figure]}`);
    }
    level[figure] += sign * Number(quantity);
    if (Number(after[figure]) !== level[figure]) {
      this.#fault(event, `leaves ${figure} ${after[figure]} where it comes to ${level[figure]}`);
    }
  }

  #fault({ stream, revision, type }: RecordedEvent, what: string): void {
    this.faults.push(`${type} ${stream}@${revision} ${what}`);
  }
}
