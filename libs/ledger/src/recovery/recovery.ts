import { warehouseStream } from '#domain';
import type { Core } from '../core.ts';
import { sharesLog } from '../core.ts';
import { driveToEnd } from '../orders/resume.ts';
import { finishClosingOf } from '../warehouses/finish-closing.ts';
import { OpenOrders } from './open-orders.ts';

/** Orders driven to their end at once. */
const AT_ONCE = 16;

/** Drives to its end what stopped half-way: on start everything, and from time to time what failed meanwhile. */
export class Recovery {
  readonly #core: Core;
  readonly #openOrders: OpenOrders;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(core: Core) {
    this.#core = core;
    this.#openOrders = new OpenOrders(core);
  }

  /** Resolves when all that could be recovered is. What could not is tried again later. */
  async start(): Promise<void> {
    await this.#recover(true);
    const { recoveryIntervalMs } = this.#core.limits;
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#recover(false));
    }, recoveryIntervalMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #recover(isStart: boolean): Promise<void> {
    if (this.#isStopped) return;
    try {
      await this.#recoverOrders(await this.#ordersToRecover(isStart));
      await this.#recoverClosings();
      this.#core.reevaluations.retry();
    } catch (error) {
      this.#core.log({
        level: 'error',
        message: 'recovery failed and will be tried again',
        error: `${error}`,
      });
    }
  }

  /** Where others append as well they may be at their own orders: those are left alone for a while. */
  async #ordersToRecover(isStart: boolean): Promise<readonly string[]> {
    const { unfinished, limits } = this.#core;
    const own = [...unfinished];
    if (!sharesLog(this.#core)) return isStart ? this.#openOrders.olderThan(0) : own;
    return [...new Set([...own, ...(await this.#openOrders.olderThan(limits.takeOverAfterMs))])];
  }

  async #recoverOrders(orderIds: readonly string[]): Promise<void> {
    const left = orderIds.values();
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (const orderId of left) {
        if (this.#isStopped) return;
        await this.#recoverOrder(orderId);
      }
    });
    await Promise.all(workers);
  }

  async #recoverOrder(orderId: string): Promise<void> {
    const { turns, unfinished, durability, log } = this.#core;
    try {
      await turns.take(`order-${orderId}`, () => driveToEnd(this.#core, orderId));
      if (durability.lastStaged !== undefined) await durability.reached(durability.lastStaged);
      unfinished.delete(orderId);
    } catch (error) {
      unfinished.add(orderId);
      log({ level: 'error', message: 'an order could not be driven to its end', orderId, error: `${error}` });
    }
  }

  async #recoverClosings(): Promise<void> {
    const { directory, turns } = this.#core;
    for (const { code, state } of directory.scopes.warehouses.values()) {
      if (state !== 'closing') continue;
      await turns.take(warehouseStream(code), () => finishClosingOf(this.#core, code));
      this.#core.counters.recovered += 1;
    }
  }
}
