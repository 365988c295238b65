import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';

/** A command names a scope or warehouse that was never defined; `path` is the field that names it. */
const unknown =
  (code: Reason['code'], what: string) =>
  (key: string | undefined, path: string): Reason => ({
    code,
    message: `there is no ${what} ${quote(key)}`,
    path,
  });

export const unknownOrganization = unknown('UNKNOWN_ORGANIZATION', 'organization');
export const unknownWebsite = unknown('UNKNOWN_WEBSITE', 'website');
export const unknownCategory = unknown('UNKNOWN_CATEGORY', 'category');
export const unknownWarehouse = unknown('UNKNOWN_WAREHOUSE', 'warehouse');
