import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';

/** VALIDATION_FAILED: the command is about a level, and a kit has none: its stock is that of its components. */
export const kitHasNoLevels = (sku: string): Reason => ({
  code: 'VALIDATION_FAILED',
  message: `${quote(sku)} is a kit and has no levels of its own: its stock is that of its components`,
  path: 'sku',
  sku,
});
