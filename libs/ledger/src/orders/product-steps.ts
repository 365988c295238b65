import {
  type Accepted,
  type AllocationRefused,
  type AlreadyApplied,
  allocate,
  closeRejected,
  type DecisionContext,
  type Evaluation,
  evaluateDemand,
  type OrderDemand,
  type ProductEvent,
  type ProductState,
  productStream,
  releaseCancelled,
} from '#domain';
import type { EventToAppend } from '#event-store';
import { type Core, sharesLog } from '../core.ts';
import { isUnsettled, settleLevels } from '../decisions/settle-levels.ts';
import type { Decision } from '../mailbox/task.ts';
import { record } from '../record.ts';
import type { linesBySku } from './demands.ts';
import { OrderMovedOn, type OrderRun } from './order-run.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

/** Asks each product, without effect, whether it can be had: for all reasons of all lines. */
export async function evaluateAll(core: Core, run: OrderRun): Promise<void> {
  for (const demand of run.demands) {
    const { sku } = demand;
    if (run.effects.has(sku)) continue;
    run.evaluations.set(sku, await evaluateOne(core, run, demand));
  }
}

async function evaluateOne(core: Core, run: OrderRun, demand: OrderDemand): Promise<Evaluation> {
  const mailbox = core.products.mailbox(productStream(demand.sku));
  if (mailbox.running.isCurrent && core.directory.ready(mailbox.running.optionsVersion) === undefined) {
    const evaluation = evaluateDemand(mailbox.running.state, demand, contextOf(core, run));
    // A refusal is made on a state that is up to date.
    if (evaluation.reasons.length === 0 || !sharesLog(core)) return evaluation;
  }
  const { value } = await mailbox.decide(
    {
      decide: (product) => ({
        events: NO_EVENTS,
        value: evaluateDemand(product, demand, contextOf(core, run)),
      }),
    },
    run.epoch,
  );
  return value;
}

/** Promises in the product's stream what the operation asks of it. */
export async function take(
  core: Core,
  run: OrderRun,
  demand: OrderDemand,
): Promise<Accepted<ProductEvent> | AllocationRefused | AlreadyApplied> {
  const earlier = run.evaluations.get(demand.sku);
  return onProduct(core, run, demand.sku, (product, context) => allocate(product, demand, context, earlier));
}

/** Closes a rejected operation at a product: gives back what it took there, or records the demand as lost. */
export async function close(core: Core, run: OrderRun, demand: OrderDemand): Promise<void> {
  const evaluation = run.evaluations.get(demand.sku) ?? null;
  await onProduct(core, run, demand.sku, (product, context) =>
    product === null ? UNKNOWN : closeRejected(product, demand, evaluation, context),
  );
  await notify(core, run, demand.sku);
}

/** Gives back at a product what was cancelled of it. */
export async function release(
  core: Core,
  run: OrderRun,
  [sku, lines]: ReturnType<typeof linesBySku>[number],
): Promise<void> {
  const { orderId, operation } = run;
  const ruling = await onProduct(core, run, sku, (product, context) =>
    product === null ? UNKNOWN : releaseCancelled(product, { orderId, operation, lines }, context),
  );
  if (ruling.kind === 'refused') {
    throw new RangeError(`order ${orderId} cannot give back at ${sku}: ${ruling.reasons[0]?.message}`);
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

const contextOf = ({ directory }: Core, { now }: OrderRun): DecisionContext => ({
  scopes: directory.scopes,
  now,
});

/**
 * Where other processes append as well: after the product was loaded and before anything is appended to it, the
 * order's stream must stand where this process left it. So one that was paused cannot take for an order that another
 * has closed: closing appends to the product after it did to the order.
 */
function fenceOf(core: Core, run: OrderRun): Pick<Decision<unknown, unknown>, 'verify' | 'verifiedAt'> {
  if (!sharesLog(core)) return {};
  return {
    verifiedAt: run.fencedAt,
    async verify() {
      if ((await core.store.lastRevision(run.stream)) !== run.revision) throw new OrderMovedOn(run.stream);
    },
  };
}
