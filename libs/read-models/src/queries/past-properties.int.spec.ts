import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatQuantity, levelChangesOf, quantityOf } from '#domain';
import type { RecordedEvent } from '#event-store';
import { project } from '../projections/project.ts';
import { MemoryRows } from '../testing/memory-rows.ts';
import { ProjectedLog } from '../testing/projected-log.ts';
import { randomHistory } from '../testing/random-history.ts';

const RUNS = 6;
const LIMIT = 1000;

async function eventsOf({ log }: ProjectedLog): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const page of log.store.readLog()) events.push(...page);
  return events;
}

/** Figures of each level by effective time: every fact that was so by then, wherever it stands in the log. */
function recomputed(events: readonly RecordedEvent[], instantMs: number): Map<string, string> {
  const sums = new Map<string, [bigint, bigint]>();
  for (const { stream, data, metadata, recordedAt } of events) {
    const at = metadata.effectiveAt === undefined ? recordedAt : Date.parse(metadata.effectiveAt);
    for (const { warehouse, unit, before, after } of levelChangesOf({ data: data as never })) {
      const key = `${stream.slice('product-'.length)} ${warehouse} ${unit}`;
      const [onHand, allocated] = sums.get(key) ?? [0n, 0n];
      const counts = at <= instantMs ? 1n : 0n;
      const more = (figure: 'onHand' | 'allocated') =>
        counts * (quantityOf(after[figure] ?? '0') - quantityOf(before[figure] ?? '0'));
      sums.set(key, [onHand + more('onHand'), allocated + more('allocated')]);
    }
  }
  return new Map([...sums].map(([key, [a, b]]) => [key, `${formatQuantity(a)}/${formatQuantity(b)}`]));
}

test('as of every position rows are the fold of the log up to there; by effective time they are the sum of facts', async () => {
  await fc.assert(
    fc.asyncProperty(randomHistory, async (history) => {
      const shown = await ProjectedLog.open();
      try {
        await shown.given(...history);
        const events = await eventsOf(shown);
        const rows = new MemoryRows();
        for (const event of events) {
          project(event, rows);
          const asOf = { at: { position: event.position }, basis: 'recorded' } as const;
          const levels = await shown.readModels.levels({ asOf, limit: LIMIT });
          const products = await shown.readModels.products({ asOf, limit: LIMIT });
          const folded = rows
            .all('levels')
            .map((row) => [row.sku, row.warehouse, row.on_hand, row.allocated]);
          expect(
            levels.items.map(({ sku, warehouse, onHand, allocated }) => [sku, warehouse, onHand, allocated]),
          ).toEqual(folded.sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1)));
          expect(new Map(products.items.map(({ sku, status }) => [sku, status]))).toEqual(
            new Map(rows.all('products').map(({ sku, status }) => [sku, status])),
          );
        }
        const instants = new Set(
          events.flatMap(({ recordedAt, metadata: { effectiveAt } }) =>
            effectiveAt === undefined ? recordedAt : [Date.parse(effectiveAt), Date.parse(effectiveAt) - 1],
          ),
        );
        for (const instantMs of instants) {
          const asOf = { at: { instant: new Date(instantMs).toISOString() }, basis: 'effective' } as const;
          const { items } = await shown.readModels.levels({ asOf, limit: LIMIT });
          const found = items.map(
            ({ sku, warehouse, unit, onHand, allocated }) =>
              [`${sku} ${warehouse} ${unit}`, `${onHand}/${allocated}`] as const,
          );
          expect(new Map(found)).toEqual(recomputed(events, instantMs));
        }
      } finally {
        await shown.folder.remove();
      }
    }),
    { numRuns: RUNS },
  );
}, 240_000);
