/** What the processes of orders, holds and transfers have in common where they act on a product. */
import {
  type Accepted,
  type DecisionContext,
  type ProductEvent,
  type ProductState,
  type ProductsOf,
  productStream,
} from '#domain';
import type { EventToAppend, Revision, StreamName } from '#event-store';
import { type Core, sharesLog } from '../core.ts';
import type { Staged } from '../mailbox/durability.ts';
import type { Decision, Fence } from '../mailbox/task.ts';
import { type Origin, record } from '../record.ts';
import { isUnsettled, settleLevels } from './settle-levels.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

/** An operation of a process, as far as products have to do with it. */
export interface ProductRun {
  /** Of the process. */
  readonly stream: StreamName;
  readonly epoch: number;
  readonly origin: Origin;
  /** The decision's time. */
  readonly now: string;
  /** The products of the kits that it is about, if it is about any. */
  readonly products?: ProductsOf | undefined;
  /** Number of states loaded in this process before the intent was last known to be open. */
  readonly fencedAt: number;
  /** Where the process's stream stands as far as this process knows. */
  readonly revision: Revision;
  /** The operation's last append. */
  staged: Staged | undefined;
}

export const contextOf = (
  { directory: { scopes } }: Core,
  { now, products }: Pick<ProductRun, 'now' | 'products'>,
): DecisionContext => (products === undefined ? { scopes, now } : { scopes, now, products });

/** Records at a product what is decided on it, under the fence. */
export async function onProduct<Ruling extends { readonly kind: string }>(
  core: Core,
  run: ProductRun,
  sku: string,
  fence: Fence,
  decide: (product: ProductState | null, context: DecisionContext) => Ruling | Accepted<ProductEvent>,
): Promise<Ruling | Accepted<ProductEvent>> {
  let wasUnsettled = false;
  const decision: Decision<ProductState | null, Ruling | Accepted<ProductEvent>> = {
    decide(product) {
      wasUnsettled = product !== null && isUnsettled(product);
      const value = decide(product, contextOf(core, run));
      return { events: isAccepted(value) ? recordEffect(core, run, value.events) : NO_EVENTS, value };
    },
    ...fence,
  };
  const { value, staged } = await core.products.mailbox(productStream(sku)).decide(decision, run.epoch);
  if (isAccepted(value)) {
    run.staged = staged;
    // A process died before it had told all orders of a large change.
    if (wasUnsettled) await notify(core, run, sku);
  }
  return value;
}

/** Tells orders of what came, was given back or was lost, where there are more than one append takes. */
export async function notify(core: Core, run: ProductRun, sku: string): Promise<void> {
  const settled = await settleLevels(core, productStream(sku), run.origin, run.epoch);
  run.staged = settled.at(-1)?.staged ?? run.staged;
}

/**
 * Where other processes append as well: after the product was loaded and before anything is appended to it, the
 * process's stream must stand where this process left it; with a `cause` it is read only where the product's own stream
 * does not tell that nobody else was at it. So one that was paused cannot take for an order or a hold that
 * another has closed: closing appends to the product after it did to the order.
 *
 * @param MovedOn thrown where another has carried the process on.
 * @param thenVerify what else has to be looked at.
 */
export function fenceOf(
  core: Core,
  run: Pick<ProductRun, 'stream' | 'revision' | 'fencedAt'>,
  MovedOn: new (stream: StreamName) => Error,
  thenVerify?: () => Promise<void>,
): Fence {
  if (!sharesLog(core)) return {};
  return {
    verifiedAt: run.fencedAt,
    async verify() {
      if ((await core.store.lastRevision(run.stream)) !== run.revision) throw new MovedOn(run.stream);
      await thenVerify?.();
    },
  };
}

const isAccepted = (value: { readonly kind: string }): value is Accepted<ProductEvent> =>
  value.kind === 'accepted';

const recordEffect = ({ directory }: Core, { origin }: ProductRun, facts: readonly ProductEvent[]) =>
  record(facts, { ...origin, optionsVersion: directory.scopes.version });
