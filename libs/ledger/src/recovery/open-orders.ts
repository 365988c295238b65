import { keyOfStream } from '#domain';
import { LOG_START, type Position } from '#event-store';
import type { Core } from '../core.ts';

const ORDERS_ONLY = { categories: ['order'] };
const OPENS: readonly string[] = [
  'OrderSubmitted',
  'OrderRejected',
  'CancellationRequested',
  'OrderCancelled',
];
const CLOSES: readonly string[] = ['OrderAccepted', 'OrderSettled'];

/**
 * The orders with an operation that has no outcome, or whose outcome is not settled: what a read model knows, and what
 * the log says beyond it; without a read model the log from its start.
 */
export class OpenOrders {
  readonly #core: Core;
  #position: Position | undefined;
  /** By order id: when its last event was recorded, milliseconds since 1970 UTC. */
  readonly #open = new Map<string, number>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** Those whose last event is at least as old as that; a read model does not tell, and counts as old. */
  async olderThan(ageMs: number): Promise<readonly string[]> {
    await this.#readOn();
    const youngest = Date.now() - ageMs;
    return [...this.#open].flatMap(([orderId, since]) => (since <= youngest ? [orderId] : []));
  }

  async #readOn(): Promise<void> {
    const { store, ports } = this.#core;
    let position = this.#position;
    if (position === undefined) {
      const known = await ports.openOperations?.();
      for (const orderId of known?.orders ?? []) this.#open.set(orderId, 0);
      position = known?.position ?? LOG_START;
    }
    // Up to here nothing will be missed, though no order's event should stand there.
    const end = await store.lastPosition();
    for await (const page of store.readLog({ after: position, filter: ORDERS_ONLY })) {
      for (const event of page) {
        position = event.position;
        if (OPENS.includes(event.type)) this.#open.set(keyOfStream(event.stream), event.recordedAt);
        else if (CLOSES.includes(event.type)) this.#open.delete(keyOfStream(event.stream));
      }
    }
    this.#position = position;
    if (end > position) this.#position = end;
  }
}
