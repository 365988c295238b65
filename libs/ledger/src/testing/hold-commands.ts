/** Commands on holds in one line each, and an alarm that a test sounds itself. */
import type { Command } from '#domain';
import type { Alarm } from '../holds/expiry.ts';
import type { Ledger } from '../ledger.ts';
import { NOW, qty } from './shop.ts';

type Quantities = Readonly<Record<string, string | number>>;

const linesOf = (lines: Quantities) =>
  Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity: qty(quantity) }));

/** Holds for ten minutes, on the website `default`. */
export const hold = (holdId: string, lines: Quantities, expiresInSeconds = 600): Command => ({
  type: 'HoldStock',
  holdId,
  website: 'default',
  lines: linesOf(lines),
  expiresInSeconds,
});

export const release = (holdId: string): Command => ({ type: 'ReleaseHold', holdId });

export const orderWithHold = (orderId: string, holdId: string, lines: Quantities): Command => ({
  type: 'SubmitOrder',
  orderId,
  website: 'default',
  lines: linesOf(lines),
  holdId,
});

/** What is held of a product at a warehouse, in its only unit. */
export async function heldOf(ledger: Ledger, sku: string, warehouse = 'main'): Promise<bigint> {
  return (await ledger.product(sku))?.stock[0]?.levels.get(warehouse)?.held ?? 0n;
}

/** A clock and an alarm that stand still until they are moved on. */
export class ManualTime implements Alarm {
  nowMs = Date.parse(NOW);
  #wake: (() => void) | undefined;
  #atMs = Number.POSITIVE_INFINITY;

  readonly clock = (): number => this.nowMs;

  set(wake: () => void, ms: number): void {
    this.#wake = wake;
    this.#atMs = this.nowMs + ms;
  }

  clear(): void {
    this.#wake = undefined;
    this.#atMs = Number.POSITIVE_INFINITY;
  }

  /** Moves on, and sounds the alarm where its time has come. */
  passSeconds(seconds: number): void {
    this.nowMs += seconds * 1000;
    if (this.#atMs <= this.nowMs) this.#wake?.();
  }
}
