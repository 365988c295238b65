import { type TransferEvent, type TransferState, transferDefinition } from '#domain';
import type { StreamKind } from '../mailbox/stream-kind.ts';

const TRANSFER_BYTES = 500;

/** How transfer states are folded, and what they weigh. */
export const transferKind: StreamKind<TransferState | null> = {
  initial: () => transferDefinition.initial(),
  evolve: (state, event) => transferDefinition.evolve(state, event as TransferEvent),
  bytesOf: (state) => (state === null ? 0 : TRANSFER_BYTES),
};
