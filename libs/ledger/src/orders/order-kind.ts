import { type OrderEvent, type OrderState, orderDefinition } from '#domain';
import type { StreamKind } from '../mailbox/stream-kind.ts';

/** An order without lines. */
const ORDER_BYTES = 400;
const LINE_BYTES = 250;

/** How order states are folded, and what they weigh: an order is as heavy as its lines. */
export const orderKind: StreamKind<OrderState | null> = {
  initial: () => orderDefinition.initial(),
  evolve: (state, event) => orderDefinition.evolve(state, event as OrderEvent),
  bytesOf: (state) => (state === null ? 0 : ORDER_BYTES + state.lines.length * LINE_BYTES),
};
