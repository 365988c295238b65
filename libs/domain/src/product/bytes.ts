import type { ProductState } from './state.ts';

const PRODUCT_BYTES = 900;
const LEVEL_BYTES = 300;
const ORDER_BYTES = 240;
const HOLD_BYTES = 400;
const ENDED_BYTES = 3500;
const TRANSIT_BYTES = 250;

/** About how much memory the state takes, in bytes. Measured on V8; takes no longer for a million open allocations. */
export function bytesOf({ stock, promises, holds, transit }: ProductState): number {
  let levels = 0;
  for (const unit of stock) levels += unit.levels.size;
  const open = promises.latest.size * ORDER_BYTES + holds.open.size * HOLD_BYTES;
  const ended = (promises.ended === null ? 0 : ENDED_BYTES) + (holds.ended === null ? 0 : ENDED_BYTES);
  const underWay = (transit?.size ?? 0) * TRANSIT_BYTES;
  return PRODUCT_BYTES + levels * LEVEL_BYTES + open + ended + underWay;
}
