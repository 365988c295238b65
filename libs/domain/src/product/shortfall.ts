import { maximum, minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import type { Figures } from './state.ts';

/**
 * How much of what is promised at a level cannot be there: what available is below zero, but never more than is
 * promised, for what is held may be missing too.
 */
export const shortfallOf = ({ onHand, allocated, held }: Figures): Quantity =>
  minimum(allocated, maximum(ZERO, allocated + held - onHand));
