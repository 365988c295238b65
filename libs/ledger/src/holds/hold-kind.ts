import { type HoldEvent, type HoldState, holdDefinition } from '#domain';
import type { StreamKind } from '../mailbox/stream-kind.ts';

/** A hold without lines. */
const HOLD_BYTES = 400;
const LINE_BYTES = 150;

/** How hold states are folded, and what they weigh: a hold is as heavy as its lines. */
export const holdKind: StreamKind<HoldState | null> = {
  initial: () => holdDefinition.initial(),
  evolve: (state, event) => holdDefinition.evolve(state, event as HoldEvent),
  bytesOf: (state) => (state === null ? 0 : HOLD_BYTES + state.lines.length * LINE_BYTES),
};
