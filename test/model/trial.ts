import { setImmediate as turn } from 'node:timers/promises';
import { createLedger, type Ledger, type Outcome, parseCommand } from '#ledger';
import { DyingStore } from '../../libs/ledger/src/testing/dying-store.ts';
import { ServerLog } from '../../libs/ledger/src/testing/server-store.ts';
import { NOW } from '../../libs/ledger/src/testing/shop.ts';
import { faultsOf } from './invariants.ts';
import type { Item } from './items.ts';
import { MemoryStore } from './memory-store.ts';
import { SKUS } from './opening.ts';
import { isReached } from './reference/options.ts';
import { productOf } from './reference/orders.ts';
import { newShop, type Shop } from './reference/shop.ts';

/** Holds end before the next command that comes after their time. */
const NO_ALARM = { set: () => 0, clear: () => {} };

/** A ledger on a log in memory, and the model beside it. */
export class Trial {
  /** The model. */
  shop: Shop = newShop(Date.parse(NOW));
  readonly log = new ServerLog(() => this.shop.nowMs);
  #running: Ledger | undefined;
  #isDead = () => false;

  /** Whether the process can append nothing any more. */
  get isDead(): boolean {
    return this.#isDead();
  }

  get ledger(): Ledger {
    if (this.#running === undefined) throw new Error('the ledger does not run');
    return this.#running;
  }

  /** @param appends how many appends the process lives for. */
  async start(appends = Number.POSITIVE_INFINITY): Promise<void> {
    const store = new DyingStore(new MemoryStore(this.log), appends);
    this.#isDead = () => store.appends === appends;
    this.#running = createLedger({
      store,
      clock: () => this.shop.nowMs,
      alarm: NO_ALARM,
      productsReached: this.#productsReached,
    });
    await this.#running.start();
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
  }

  async send({ id, command: { type, ...data } }: Item): Promise<Outcome> {
    const parsed = parseCommand(type, data);
    if (Array.isArray(parsed)) throw new Error(`malformed: ${JSON.stringify(parsed)}`);
    return this.ledger.execute({ ...parsed, commandId: `model:${id}`, actor: 'model' });
  }

  /** Resolves when a change of options that was taken up again has gone through all products. */
  async settled(): Promise<void> {
    do for (let turns = 0; turns < 5; turns++) await turn();
    while (this.ledger.counters.reevaluationsUnderWay > 0);
  }

  /** Tells the model which revisions there are, as counters may see them. */
  note(): void {
    const { seen, facts } = this.shop;
    for (const sku of SKUS) {
      const revision = this.log.heads.get(`product-${sku}`);
      if (revision === undefined) continue;
      if (seen.findLast((each) => each.sku === sku)?.revision === revision) continue;
      seen.push({ sku, revision, facts: facts.length });
    }
  }

  faults(): Promise<readonly string[]> {
    return faultsOf(this.ledger, this.log.events, SKUS);
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
