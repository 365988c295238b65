import type { CommandAnswer, OrderAnswer } from '../api/api.ts';
import type { Data } from '../history/event-data.ts';
import { sentenceOf } from '../history/sentence.ts';
import { formatCount, plain } from '../terminal/format.ts';

/** The answer to a command that was accepted, for people: where it is on record, and what happened. */
export function answerLines({ stream, revision, position, events, order }: CommandAnswer): string[] {
  const lines = [`Done: ${plain(stream)} is at revision ${revision}, the log at position ${position}.`];
  for (const event of events) {
    const { what, why } = sentenceOf(event.type, event.data as Data);
    lines.push(`  ${what}${why === undefined ? '' : ` (${why})`}`);
  }
  return order === undefined ? lines : [...lines, ...orderLines(order)];
}

function orderLines({ orderId, status, lines }: OrderAnswer): string[] {
  return [
    `Order ${plain(orderId)} is ${status}:`,
    ...lines.map(({ sku, unit, quantity, allocations }) => {
      const shares = allocations.map((share) => {
        const backordered =
          share.backordered === '0' ? '' : ` (${formatCount(share.backordered)} backordered)`;
        return `${formatCount(share.quantity)} from ${plain(share.warehouse)}${backordered}`;
      });
      const from = shares.length === 0 ? 'no stock is kept' : shares.join(', ');
      return `  ${formatCount(quantity)} ${plain(unit)} of ${plain(sku)}: ${from}`;
    }),
  ];
}
