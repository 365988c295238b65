import { formatQuantity, parseQuantity, type Quantity } from '#domain';
import { formatCount } from '../terminal/format.ts';
import { type Data, levelChanges, list, text } from './event-data.ts';

/** What an event says, in words: what happened, with figures before and after, and why. */
export interface Sentence {
  readonly what: string;
  /** The reason that somebody gave, or what the event goes back to; absent: the sentence says it all. */
  readonly why?: string;
}

/** Tells events of one type. */
export type Teller = (data: Data) => Sentence;

/** `6 item`. */
export const amountOf = (data: Data): string =>
  `${formatCount(text(data, 'quantity'))} ${text(data, 'unit')}`;

/** `order 536365 of france`. */
export const orderOf = (data: Data): string => `order ${text(data, 'orderId')} of ${text(data, 'website')}`;

/** The reason that a command gave, and the document it named. */
export function because(data: Data): { why?: string } {
  const reference = text(data, 'reference');
  const parts = [text(data, 'reason'), reference === '' ? '' : `reference ${reference}`];
  return whyIf(parts.filter((part) => part !== '').join(', '));
}

export const whyIf = (why: string): { why?: string } => (why === '' ? {} : { why });

/** The messages of a refusal's reasons. */
export const reasonsOf = (data: Data): string =>
  list(data, 'reasons')
    .map((reason) => text(reason, 'message'))
    .join(' ');

/**
 * Shares of an allocation, each with its warehouse and the figures it changed.
 *
 * @param said what stands before: an amount is not repeated
 */
export function sharesOf(data: Data, name: string, said: string): string {
  const shares = list(data, name);
  if (shares.length === 0) return ', no stock is kept';
  if (shares.length === 1 && shares.every((share) => amountOf(share) === said))
    return shares.map(placeOf).join();
  return `: ${shares.map((share) => `${amountOf(share)}${placeOf(share)}`).join('; ')}`;
}

/** All that shares come to, by unit. */
export const totalOf = (data: Data, name: string): string =>
  Array.from(
    Map.groupBy(list(data, name), (share) => text(share, 'unit')),
    ([unit, shares]) => `${formatCount(sumOf(shares))} ${unit}`,
  ).join(' and ');

const sumOf = (shares: readonly Data[]): string =>
  formatQuantity(shares.reduce((sum, share) => sum + (asQuantity(text(share, 'quantity')) ?? 0n), 0n));

function asQuantity(amount: string): Quantity | undefined {
  const quantity = parseQuantity(amount);
  return typeof quantity === 'bigint' ? quantity : undefined;
}

function placeOf(share: Data): string {
  const backordered = text(share, 'backordered');
  const missing = ['', '0'].includes(backordered) ? '' : ` (${formatCount(backordered)} backordered)`;
  return ` at ${text(share, 'warehouse')}${missing}${levelChanges(share)}`;
}

const LINES_SHOWN = 3;

/** The first lines of an order, and how many more there are. */
export function linesOf(data: Data): string {
  const lines = list(data, 'lines').map(
    (line) => `${formatCount(text(line, 'quantity'))} of ${text(line, 'sku')}`,
  );
  if (lines.length <= LINES_SHOWN) return lines.join(', ');
  return `${lines.slice(0, LINES_SHOWN).join(', ')} and ${formatCount(lines.length - LINES_SHOWN)} more`;
}
