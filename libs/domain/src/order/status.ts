import { ZERO } from '../shared/quantity.ts';
import { type OrderLineState, type OrderStatus, openOf } from './state.ts';

/**
 * Where an accepted order stands: `accepted` while anything of it is open. Then it is over: `cancelled` where nothing
 * was ever shipped, `shipped` where nothing was cancelled and nothing came back, else `closed`.
 */
export function statusOf({ lines }: { readonly lines: readonly LineFigures[] }): OrderStatus {
  if (lines.some((line) => openOf(line) > ZERO)) return 'accepted';
  if (lines.every(({ shipped }) => shipped === ZERO)) return 'cancelled';
  return lines.every(({ cancelled, returned }) => cancelled + returned === ZERO) ? 'shipped' : 'closed';
}

type LineFigures = Pick<OrderLineState, 'quantity' | 'cancelled' | 'shipped' | 'returned'>;
