import { quote } from './quote.ts';
import type { Reason } from './reason.ts';

/** What is to be defined, opened or registered is there already; `path` is the field that names it. */
export const alreadyExists = (what: string, key: string, path: string): Reason => ({
  code: 'ALREADY_EXISTS',
  message: `the ${what} ${quote(key)} exists already`,
  path,
});
