import { setImmediate as turn } from 'node:timers/promises';
import type { EventStore, RecordedEvent } from '#event-store';
import { createLedger, type Ledger, type Outcome, parseCommand } from '#ledger';
import { DyingStore } from '../../libs/ledger/src/testing/dying-store.ts';
import { NOW } from '../../libs/ledger/src/testing/shop.ts';
import { faultsOf } from './invariants.ts';
import type { Item } from './items.ts';
import { SKUS } from './opening.ts';
import { inMemory, type Place, type PlaceAt } from './places.ts';
import { isReached } from './reference/options.ts';
import { productOf } from './reference/orders.ts';
import { newShop, type Shop } from './reference/shop.ts';

/** Holds end before the next command that comes after their time. */
const NO_ALARM = { set: () => 0, clear: () => {} };

/** Where several work on one log, what one has left is for the other at once. */
const LIMITS_OF_SHARED = { takeOverAfterMs: 0, directoryLagMsMax: 0 };

interface Process {
  readonly ledger: Ledger;
  readonly store: DyingStore;
  readonly open: EventStore;
  readonly appends: number;
}

/** One ledger on a log, or two where the log is shared, and the model beside them. */
export class Trial {
  /** The model. */
  shop: Shop = newShop(Date.parse(NOW));
  readonly #place: Place;
  #processes: readonly Process[] = [];
  #sent = 0;

  constructor(place: PlaceAt = inMemory) {
    this.#place = place(() => this.shop.nowMs);
  }

  /** Whether the process can append nothing any more. */
  get isDead(): boolean {
    return this.#processes.some(({ store, appends }) => store.appends === appends);
  }

  get ledger(): Ledger {
    return this.#first.ledger;
  }

  get #first(): Process {
    const [first] = this.#processes;
    if (first === undefined) throw new Error('the ledger does not run');
    return first;
  }

  /** @param appends how many appends the process lives for. */
  async start(appends = Number.POSITIVE_INFINITY): Promise<void> {
    const processes: Process[] = [];
    this.#processes = processes;
    for (let n = this.#place.isShared ? 2 : 1; n > 0; n--) processes.push(await this.#process(appends));
    for (const { ledger } of processes) await ledger.start();
  }

  async #process(appends: number): Promise<Process> {
    const open = await this.#place.open();
    const store = new DyingStore(open, appends);
    const ledger = createLedger({
      store,
      clock: () => this.shop.nowMs,
      alarm: NO_ALARM,
      productsReached: this.#productsReached,
      ...(this.#place.isShared && { limits: LIMITS_OF_SHARED }),
    });
    return { ledger, store, open, appends };
  }

  async stop(): Promise<void> {
    for (const { ledger, open } of this.#processes) {
      await ledger.stop();
      await open.close();
    }
    this.#processes = [];
  }

  /** Stops, and leaves nothing behind. */
  async end(): Promise<void> {
    await this.stop();
    this.#place.remove();
  }

  /** To one process after the other. */
  async send({ id, command: { type, ...data } }: Item): Promise<Outcome> {
    const parsed = parseCommand(type, data);
    if (Array.isArray(parsed)) throw new Error(`malformed: ${JSON.stringify(parsed)}`);
    const { ledger } = this.#processes[this.#sent++ % this.#processes.length] ?? this.#first;
    return ledger.execute({ ...parsed, commandId: `model:${id}`, actor: 'model' });
  }

  /** Resolves when a change of options that was taken up again has gone through all products. */
  async settled(): Promise<void> {
    do for (let turns = 0; turns < 5; turns++) await turn();
    while (this.ledger.counters.reevaluationsUnderWay > 0);
  }

  /** Tells the model which revisions there are, as counters may see them. */
  async note(): Promise<void> {
    const { seen, facts } = this.shop;
    for (const sku of SKUS) {
      const revision = await this.#first.open.lastRevision(`product-${sku}`);
      if (revision < 0 || seen.findLast((each) => each.sku === sku)?.revision === revision) continue;
      seen.push({ sku, revision, facts: facts.length });
    }
  }

  /** What is not so that must be, as one says that reads the log anew. */
  async faults(): Promise<readonly string[]> {
    if (this.#place.isShared) {
      await this.stop();
      await this.start();
    }
    const log: RecordedEvent[] = [];
    for await (const page of this.#first.open.readLog()) log.push(...page);
    return faultsOf(this.ledger, log, SKUS);
  }

  readonly #productsReached = (
    { level, code }: { readonly level: string; readonly code?: string },
    changed: string,
  ) => {
    const { shop } = this;
    const skus = [...shop.products.keys()].sort();
    const reached = skus.filter((sku) => isReached(shop, productOf(shop, sku), [level, code], changed));
    return (async function* () {
      yield* reached;
    })();
  };
}
