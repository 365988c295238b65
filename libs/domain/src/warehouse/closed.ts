import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';

/** A command wants something of a warehouse that is closing or closed; `path` is the field that names it. */
export const warehouseClosed = (code: string, path: string): Reason => ({
  code: 'WAREHOUSE_CLOSED',
  message: `the warehouse ${quote(code)} is closed`,
  path,
  warehouse: code,
});
