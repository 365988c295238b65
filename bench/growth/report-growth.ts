import { table, whole } from '../tables.ts';
import type { Cost, Growth } from './measure-growth.ts';

export const GROWTH_TITLE = 'How cost grows with products, warehouses and history';

/** Each size beside the smallest of its axis: 1.00 means that more of it costs nothing. */
export function growthText(growths: readonly Growth[]): string {
  return [
    `### ${GROWTH_TITLE}`,
    'One process with the embedded store; the cost is the time of the whole process on the processor for one operation: ' +
      'of an order with one line, its rows in the read models included, and of the query for one level. In brackets the ' +
      'ratio to the smallest size.',
    table(
      ['axis', 'size', 'order, µs', 'orders/s', 'level query, µs', 'queries/s'],
      growths.flatMap(({ axis, rows }) => {
        const [first] = rows;
        return rows.map(({ size, order, query }) => [
          axis,
          whole(size),
          beside(order, first?.order, 'cpuMicros'),
          beside(order, first?.order, 'perSecond'),
          beside(query, first?.query, 'cpuMicros'),
          beside(query, first?.query, 'perSecond'),
        ]);
      }),
    ),
  ].join('\n\n');
}

const beside = (cost: Cost, first: Cost | undefined, figure: keyof Cost): string =>
  `${whole(cost[figure])} (${(cost[figure] / (first?.[figure] ?? Number.NaN)).toFixed(2)})`;
