import { formatQuantity, levelChangesOf, levelOf, type ProductEvent, type ProductState } from '#domain';
import type { RecordedEvent } from '#event-store';
import type { Row } from '../database/tables.ts';
import type { Snapshot } from '../queries/live-database.ts';
import type { Drift } from './compare-product.ts';

type HistoryRow = Row<'level_history'>;

/** Rows that are compared at once. */
const PAGE_SIZE = 1_000;

/**
 * Compares a product's level history with the levels as the domain folds them, event by event. What is held of it is a
 * page, and how many rows each level has.
 */
export class HistoryCheck {
  readonly #snapshot: Snapshot;
  readonly #sku: string;
  readonly #counts = new Map<string, number>();
  readonly #drifts: Drift[] = [];
  #expected: HistoryRow[] = [];

  constructor(snapshot: Snapshot, sku: string) {
    this.#snapshot = snapshot;
    this.#sku = sku;
  }

  /** Takes the next event, and the product as it left it. */
  async add(event: RecordedEvent, product: ProductState): Promise<void> {
    const told = levelChangesOf(event as unknown as ProductEvent);
    // What came back and was not restocked is at no level.
    const changes = told.filter((change) => !('restocked' in change) || change.restocked);
    // A level has one row of an event, however often that names it.
    for (const [key, { warehouse, unit }] of new Map(changes.map((change) => [keyOf(change), change]))) {
      const level = levelOf(product, unit, warehouse);
      if (level === undefined) continue;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
      this.#expected.push({
        sku: this.#sku,
        warehouse,
        unit,
        position: Number(event.position),
        on_hand: formatQuantity(level.onHand),
        allocated: formatQuantity(level.allocated),
        held: formatQuantity(level.held),
      });
    }
    if (this.#expected.length >= PAGE_SIZE) await this.#compare();
  }

  /** What was found, once all events were given. */
  async end(): Promise<readonly Drift[]> {
    await this.#compare();
    const counts = await this.#snapshot.db
      .selectFrom('level_history')
      .select(({ fn }) => ['warehouse', 'unit', fn.countAll<number>().as('count')])
      .where('sku', '=', this.#sku)
      .groupBy(['warehouse', 'unit'])
      .execute();
    for (const { count, ...level } of counts) {
      const expected = this.#counts.get(keyOf(level)) ?? 0;
      if (expected === Number(count)) continue;
      this.#note(`history of level ${level.warehouse} ${level.unit}`, `${expected} rows`, `${count} rows`);
    }
    return this.#drifts;
  }

  async #compare(): Promise<void> {
    const byLevel = Map.groupBy(this.#expected, keyOf);
    this.#expected = [];
    for (const expected of byLevel.values()) {
      const [first, last] = [expected[0], expected.at(-1)];
      if (first === undefined || last === undefined) continue;
      const found = await this.#snapshot.db
        .selectFrom('level_history')
        .selectAll()
        .where('sku', '=', this.#sku)
        .where('warehouse', '=', first.warehouse)
        .where('unit', '=', first.unit)
        .where('position', '>=', first.position)
        .where('position', '<=', last.position)
        .execute();
      const byPosition = new Map(found.map((row) => [Number(row.position), figuresOf(row)]));
      for (const row of expected) {
        const [right, wrong] = [figuresOf(row), byPosition.get(row.position) ?? 'nothing'];
        if (right !== wrong) {
          this.#note(`level ${row.warehouse} ${row.unit} at ${row.position}`, right, wrong);
        }
      }
    }
  }

  #note(what: string, expected: string, found: string): void {
    this.#drifts.push({ sku: this.#sku, what, expected, found });
  }
}

const keyOf = ({ warehouse, unit }: { readonly warehouse: string; readonly unit: string }): string =>
  `${warehouse}\n${unit}`;

const figuresOf = ({ on_hand: onHand, allocated, held }: HistoryRow): string =>
  `${onHand} on hand, ${allocated} allocated, ${held} held`;
