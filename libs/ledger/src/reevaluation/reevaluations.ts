import { setImmediate } from 'node:timers/promises';
import { productStream, reconsider, SCOPE_STREAM_CATEGORIES } from '#domain';
import type { Core, Reevaluation } from '../core.ts';
import type { Staged } from '../mailbox/durability.ts';
import { record } from '../record.ts';
import { mark, markStream, REEVALUATION_CATEGORY } from './mark.ts';
import { type ScopeChange, scopeChangeOf } from './scope-change.ts';

const CHANGES = ['OptionSet', 'OptionCleared', 'CategoryMoved'];

/** Products after which a change waits for the log, and lets others have their turn. */
const PRODUCTS_AT_ONCE = 20;

/**
 * Lets changes of the scopes take effect on the products that they reach, one change after the other, each in the
 * order of skus and under the id of its command. What is broken off is found by the mark that it lacks, and gone
 * through again: a product that is right already is left alone.
 */
export class Reevaluations implements Reevaluation {
  readonly #core: Core;
  #last: Promise<unknown> = Promise.resolve();
  /** Changes that failed on the way. */
  #broken: ScopeChange[] = [];
  #isStopped = false;

  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Resolves when the change has taken effect on all products, with the mark of it; or on as many as an answer waits
   * for, without one: the rest follow.
   */
  async apply(change: ScopeChange): Promise<Staged | undefined> {
    if (this.#core.ports.productsReached === undefined) return undefined;
    const enough = Promise.withResolvers<undefined>();
    const whole = this.#last.then(() => this.#goThrough(change, enough.resolve));
    this.#last = whole.catch((error) => {
      this.#broken.push(change);
      const { stream, revision } = change;
      const message = 'a change of the scopes has not taken effect on all products yet';
      this.#core.log({ level: 'error', message, stream, revision, error: `${error}` });
    });
    return Promise.race([whole, enough.promise]);
  }

  /** Goes through what failed once more. */
  retry(): void {
    const broken = this.#broken;
    this.#broken = [];
    for (const { staged: _, ...change } of broken) void this.apply(change).catch(() => {});
  }

  /** Takes up what another process, or this one before it ended, has broken off. Resolves when it is known what that is; the work goes on. */
  async recover(): Promise<void> {
    const { store, ports } = this.#core;
    if (ports.productsReached === undefined) return;
    const marked = new Set<string>();
    for await (const page of store.readLog({ filter: { categories: [REEVALUATION_CATEGORY] } })) {
      for (const { stream } of page) marked.add(stream);
    }
    const filter = { categories: SCOPE_STREAM_CATEGORIES, types: CHANGES };
    for await (const page of store.readLog({ filter })) {
      for (const event of page) {
        const change = scopeChangeOf(event);
        if (change !== undefined && !marked.has(markStream(change))) void this.apply(change).catch(() => {});
      }
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#last;
  }

  async #goThrough(change: ScopeChange, enough: (value: undefined) => void): Promise<Staged | undefined> {
    const { ports, durability, limits, counters, store } = this.#core;
    if (ports.productsReached === undefined || this.#isStopped) return undefined;
    // Read models show what is durable.
    if (change.staged !== undefined) await durability.reached(change.staged);
    const position = change.staged?.position ?? (await store.lastPosition());
    counters.reevaluationsUnderWay += 1;
    try {
      let products = 0;
      for await (const sku of ports.productsReached(change.scope, change.changed, position)) {
        if (this.#isStopped) return undefined;
        if (++products > limits.productsBeforeAnswerMax) enough(undefined);
        const staged = await this.#reevaluate(sku, change);
        counters.productsReevaluated += 1;
        if (products % PRODUCTS_AT_ONCE === 0) await this.#letOthers(staged);
      }
      // Marked also where it reached none: a later start must not find new products to go through.
      return await mark(this.#core, change, products);
    } finally {
      counters.reevaluationsUnderWay -= 1;
    }
  }

  /** Where staging takes no time, thousands of products would be gone through before anything else has its turn. */
  async #letOthers(staged: Staged | undefined): Promise<void> {
    if (staged !== undefined) await this.#core.durability.reached(staged);
    await setImmediate();
  }

  async #reevaluate(sku: string, { origin, changed }: ScopeChange): Promise<Staged | undefined> {
    const { products, directory, durability } = this.#core;
    const { staged } = await products.mailbox(productStream(sku)).decide(
      {
        decide(product) {
          const { scopes } = directory;
          const facts = product === null ? [] : reconsider(product, { scopes, now: '' }, changed);
          return { events: record(facts, { ...origin, optionsVersion: scopes.version }), value: undefined };
        },
      },
      durability.epoch,
    );
    return staged;
  }
}
