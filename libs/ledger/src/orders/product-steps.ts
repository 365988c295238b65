import {
  type Accepted,
  type DecisionContext,
  type ProductEvent,
  type ProductState,
  productStream,
  type Reason,
} from '#domain';
import type { EventToAppend } from '#event-store';
import { type Core, sharesLog } from '../core.ts';
import { isUnsettled, settleLevels } from '../decisions/settle-levels.ts';
import type { Decision } from '../mailbox/task.ts';
import { record } from '../record.ts';
import { OrderMovedOn } from './order-run.ts';
import type { Closing, OrderRun, ProductPart, StepRuling } from './plan.ts';

/** By when, and in which epoch, products are asked. */
export type AtProducts = Pick<OrderRun, 'now' | 'epoch' | 'products'>;

const NO_EVENTS: readonly EventToAppend[] = [];

/** Asks a product, without effect, why its part cannot be done. */
export async function evaluate(core: Core, run: AtProducts, part: ProductPart): Promise<readonly Reason[]> {
  const mailbox = core.products.mailbox(productStream(part.sku));
  if (mailbox.running.isCurrent && core.directory.ready(mailbox.running.optionsVersion) === undefined) {
    const reasons = part.evaluate(mailbox.running.state, contextOf(core, run));
    // A refusal is made on a state that is up to date.
    if (reasons.length === 0 || !sharesLog(core)) return reasons;
  }
  const { value } = await mailbox.decide(
    {
      decide: (product) => ({ events: NO_EVENTS, value: part.evaluate(product, contextOf(core, run)) }),
    },
    run.epoch,
  );
  return value;
}

/** Records at the product what the operation does there before its outcome. */
export async function take(core: Core, run: OrderRun, part: ProductPart): Promise<StepRuling> {
  const ruling = await onProduct(core, run, part.sku, (product, context) => part.take(product, context));
  // Only what comes back may fill more backorders than one append tells of; goods on their way out fill none.
  if (ruling.kind === 'accepted' && run.plan.areFacts) await notify(core, run, part.sku);
  return ruling;
}

/** Does what is left to do at a product once the outcome is on record. */
export async function close(core: Core, run: OrderRun, closing: Closing): Promise<void> {
  const { sku } = closing;
  const effects = run.effects.get(sku);
  const ruling = await onProduct(core, run, sku, (product, context) =>
    product === null ? UNKNOWN : closing.close(product, context, effects),
  );
  if (ruling.kind === 'refused') {
    throw new RangeError(`order ${run.orderId} cannot give back at ${sku}: ${ruling.reasons[0]?.message}`);
  }
  await notify(core, run, sku);
}

/** There is no such product, and so no stream to record anything in. */
const UNKNOWN = { kind: 'unknown' } as const;

async function onProduct<Ruling extends { readonly kind: string }>(
  core: Core,
  run: OrderRun,
  sku: string,
  decide: (product: ProductState | null, context: DecisionContext) => Ruling | Accepted<ProductEvent>,
): Promise<Ruling | Accepted<ProductEvent>> {
  const stream = productStream(sku);
  let wasUnsettled = false;
  const decision: Decision<ProductState | null, Ruling | Accepted<ProductEvent>> = {
    decide(product) {
      wasUnsettled = product !== null && isUnsettled(product);
      const value = decide(product, contextOf(core, run));
      return { events: isAccepted(value) ? recordEffect(core, run, value.events) : NO_EVENTS, value };
    },
    ...fenceOf(core, run),
  };
  const { value, staged } = await core.products.mailbox(stream).decide(decision, run.epoch);
  if (isAccepted(value)) {
    run.effects.set(sku, [...(run.effects.get(sku) ?? []), ...value.events]);
    run.staged = staged;
    // A process died before it had told all orders of a large change.
    if (wasUnsettled) await notify(core, run, sku);
  }
  return value;
}

/** What was given back may have filled more backorders of others than one append takes. */
async function notify(core: Core, run: OrderRun, sku: string): Promise<void> {
  const settled = await settleLevels(core, productStream(sku), run.origin, run.epoch);
  run.staged = settled.at(-1)?.staged ?? run.staged;
}

const isAccepted = (value: { readonly kind: string }): value is Accepted<ProductEvent> =>
  value.kind === 'accepted';

const recordEffect = ({ directory }: Core, { origin }: OrderRun, facts: readonly ProductEvent[]) =>
  record(facts, { ...origin, optionsVersion: directory.scopes.version });

const contextOf = ({ directory }: Core, { now, products }: AtProducts): DecisionContext =>
  products === undefined ? { scopes: directory.scopes, now } : { scopes: directory.scopes, now, products };

/**
 * Where other processes append as well: after the product was loaded and before anything is appended to it, the
 * order's stream must stand where this process left it. So one that was paused cannot take for an order that another
 * has closed: closing appends to the product after it did to the order.
 */
export function fenceOf(
  core: Core,
  run: OrderRun,
): Pick<Decision<unknown, unknown>, 'verify' | 'verifiedAt'> {
  if (!sharesLog(core)) return {};
  return {
    verifiedAt: run.fencedAt,
    async verify() {
      if ((await core.store.lastRevision(run.stream)) !== run.revision) throw new OrderMovedOn(run.stream);
    },
  };
}
