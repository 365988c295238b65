import type { ProductState } from '../product/state.ts';
import type { Reason, ReasonCode } from '../shared/reason.ts';

/** Rules about the sum of all lines that sell from one level. */
const ABOUT_A_LEVEL: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'BELOW_MINIMUM',
  'ABOVE_MAXIMUM',
  'NOT_AN_INCREMENT',
  'INSUFFICIENT_STOCK',
  'BACKORDER_LIMIT_EXCEEDED',
  'OUT_OF_RANGE',
]);

/** Whether a reason of a product is one of the line in that unit. */
export const concerns = ({ code, unit }: Reason, lineUnit: string, product: ProductState | null): boolean =>
  unit === undefined ||
  unit === lineUnit ||
  lineUnit === '' ||
  (unit === product?.stockUnit && ABOUT_A_LEVEL.has(code));
