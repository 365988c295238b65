import { bytesOf, copyProduct, type ProductEvent, type ProductState, productDefinition } from '#domain';
import type { StreamKind } from '../mailbox/stream-kind.ts';

/** How product states are folded, and what they weigh: a product is as heavy as its levels and open promises. */
export const productKind: StreamKind<ProductState | null> = {
  initial: () => productDefinition.initial(),
  evolve: (state, event) => productDefinition.evolve(state, event as ProductEvent),
  bytesOf: (state) => (state === null ? 0 : bytesOf(state)),
  copy: (state) => state && copyProduct(state),
};
