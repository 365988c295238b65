import {
  type Accepted,
  type AlreadyApplied,
  type Evaluation,
  evaluateDemand,
  type HoldDemand,
  type HoldRelease,
  holdStock,
  type ProductEvent,
  productStream,
  type Refused,
  releaseHold,
} from '#domain';
import type { EventToAppend } from '#event-store';
import type { Core } from '../core.ts';
import { contextOf, fenceOf, notify, onProduct } from '../decisions/on-product.ts';
import type { Fence } from '../mailbox/task.ts';
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
  onProduct(core, run, demand.sku, fenceOfHold(core, run), (product, context) =>
    holdStock(product, demand, context, run.evaluations.get(demand.sku)),
  );

/** Gives up at a product what is not to be held there. */
export async function giveUpAt(core: Core, run: HoldRun, sku: string, release: HoldRelease): Promise<void> {
  const ruling = await onProduct(core, run, sku, fenceOfHold(core, run), (product, context) =>
    product === null ? UNKNOWN : releaseHold(product, release, context),
  );
  if (ruling.kind === 'accepted') await notify(core, run, sku);
}

/** There is no such product, and so nothing held. */
const UNKNOWN = { kind: 'unknown' } as const;

/** As for an order: a process that was paused cannot reserve for a hold that another has carried on. */
const fenceOfHold = (core: Core, run: HoldRun): Fence => fenceOf(core, run, HoldMovedOn);
