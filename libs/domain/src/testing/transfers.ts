/** For tests: what a transfer records of its product, step by step. */
import { type ReceiptStep, receiveStock } from '../product/receive.ts';
import { dispatchStock, type TransferStep, transferStock } from '../product/transfer.ts';
import { quantityOf, ZERO } from '../shared/quantity.ts';
import type { Shop } from './shop.ts';

type Moved = Partial<Omit<TransferStep, 'quantity'>>;

/** A step of a transfer `T` of `A1` from `main` to `north`. */
export const stepOf = (quantity: string, more: Moved = {}): TransferStep => ({
  transferId: 'T',
  operation: 0,
  sku: 'A1',
  from: 'main',
  to: 'north',
  ...more,
  quantity: quantityOf(quantity),
});

/** Moves at once, and records what that leads to. */
export function transfer(shop: Shop, quantity: string, more: Moved = {}) {
  const step = stepOf(quantity, more);
  const decision = transferStock(shop.product(step.sku), step, shop.context);
  if (decision.kind === 'accepted') shop.record(step.sku, decision.events);
  return decision;
}

/** Dispatches, and records what that leads to. */
export function dispatch(shop: Shop, quantity: string, more: Moved = {}) {
  const step = stepOf(quantity, more);
  const decision = dispatchStock(shop.product(step.sku), step, shop.context);
  if (decision.kind === 'accepted') shop.record(step.sku, decision.events);
  return decision;
}

type Received = Partial<Omit<ReceiptStep, 'quantity' | 'discrepancy'>> & {
  readonly sku?: string;
  readonly discrepancy?: string;
};

/** Receives of the transfer `T` of `A1`, and records what that leads to. */
export function receive(shop: Shop, quantity: string, { sku = 'A1', discrepancy, ...more }: Received = {}) {
  const step: ReceiptStep = {
    transferId: 'T',
    operation: 1,
    unit: shop.known(sku).units[0]?.code ?? 'item',
    ...more,
    quantity: quantityOf(quantity),
    discrepancy: discrepancy === undefined ? ZERO : quantityOf(discrepancy),
  };
  const decision = receiveStock(shop.known(sku), step, shop.context);
  if (decision.kind === 'accepted') shop.record(sku, decision.events);
  return decision;
}
