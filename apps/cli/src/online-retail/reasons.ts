import type { InvoiceLine } from './invoices.ts';

export const OPENING_STOCK = 'opening stock (made up: the data has none)';
export const UNKNOWN_ORDER = 'customer return, order not known';

/** First names of staff in the shop's notes: the log is for good, so free text must hold no personal data. */
const STAFF = /\b(?:jackie|michel)\b/gi;

const REASON_MAX_LENGTH = 500;

/** Why items were written off or found, in the words that the shop noted on the line. */
export function reasonOf(kind: 'writtenOff' | 'found', line: InvoiceLine): string {
  const note = line.description.replace(STAFF, '[name]');
  const words = kind === 'writtenOff' ? 'written off' : 'found';
  return `${words}: ${note === '' ? 'no note' : note}`.slice(0, REASON_MAX_LENGTH);
}
