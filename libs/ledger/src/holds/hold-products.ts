import {
  type Accepted,
  type AlreadyApplied,
  type DecisionContext,
  type Evaluation,
  evaluateDemand,
  type HoldDemand,
  type HoldRelease,
  holdStock,
  type ProductEvent,
  type ProductState,
  productStream,
  type Refused,
  releaseHold,
} from '#domain';
import type { EventToAppend } from '#event-store';
import { type Core, sharesLog } from '../core.ts';
import { isUnsettled, settleLevels } from '../decisions/settle-levels.ts';
import type { Decision } from '../mailbox/task.ts';
import { record } from '../record.ts';
import { HoldMovedOn, type HoldRun } from './hold-run.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

/** Asks a product, without effect, whether it can be had. */
export async function evaluateAt(core: Core, run: HoldRun, demand: HoldDemand): Promise<Evaluation> {
  const { value } = await core.products.mailbox(productStream(demand.sku)).decide(
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

/** Reserves at a product what the operation asks of it. */
export const reserveAt = (
  core: Core,
  run: HoldRun,
  demand: HoldDemand,
): Promise<Accepted<ProductEvent> | Refused | AlreadyApplied> =>
  onProduct(core, run, demand.sku, (product, context) =>
    holdStock(product, demand, context, run.evaluations.get(demand.sku)),
  );

/** Gives up at a product what is not to be held there. */
export async function giveUpAt(core: Core, run: HoldRun, sku: string, release: HoldRelease): Promise<void> {
  const ruling = await onProduct(core, run, sku, (product, context) =>
    product === null ? UNKNOWN : releaseHold(product, release, context),
  );
  if (ruling.kind === 'accepted') await notify(core, run, sku);
}

/** There is no such product, and so nothing held. */
const UNKNOWN = { kind: 'unknown' } as const;

async function onProduct<Ruling extends { readonly kind: string }>(
  core: Core,
  run: HoldRun,
  sku: string,
  decide: (product: ProductState | null, context: DecisionContext) => Ruling | Accepted<ProductEvent>,
): Promise<Ruling | Accepted<ProductEvent>> {
  let wasUnsettled = false;
  const decision: Decision<ProductState | null, Ruling | Accepted<ProductEvent>> = {
    decide(product) {
      wasUnsettled = product !== null && isUnsettled(product);
      const value = decide(product, contextOf(core, run));
      return { events: isAccepted(value) ? recordEffect(core, run, value.events) : NO_EVENTS, value };
    },
    ...fenceOf(core, run),
  };
  const { value, staged } = await core.products.mailbox(productStream(sku)).decide(decision, run.epoch);
  if (isAccepted(value)) {
    run.staged = staged;
    // A process died before it had told all orders of a large change.
    if (wasUnsettled) await notify(core, run, sku);
  }
  return value;
}

/** What was given up may have filled more backorders than one append takes. */
async function notify(core: Core, run: HoldRun, sku: string): Promise<void> {
  const settled = await settleLevels(core, productStream(sku), run.origin, run.epoch);
  run.staged = settled.at(-1)?.staged ?? run.staged;
}

const isAccepted = (value: { readonly kind: string }): value is Accepted<ProductEvent> =>
  value.kind === 'accepted';

const recordEffect = ({ directory }: Core, { origin }: HoldRun, facts: readonly ProductEvent[]) =>
  record(facts, { ...origin, optionsVersion: directory.scopes.version });

const contextOf = ({ directory }: Core, { now, products }: HoldRun): DecisionContext => ({
  scopes: directory.scopes,
  now,
  ...(products !== undefined && { products }),
});

/** As for an order: a process that was paused cannot reserve for a hold that another has carried on. */
function fenceOf(core: Core, run: HoldRun): Pick<Decision<unknown, unknown>, 'verify' | 'verifiedAt'> {
  if (!sharesLog(core)) return {};
  return {
    verifiedAt: run.fencedAt,
    async verify() {
      if ((await core.store.lastRevision(run.stream)) !== run.revision) throw new HoldMovedOn(run.stream);
    },
  };
}
