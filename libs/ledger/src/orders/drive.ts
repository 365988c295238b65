import type { OrderDemand, Reason } from '#domain';
import type { Core } from '../core.ts';
import { linesBySku } from './demands.ts';
import { effectsInLog } from './effects-in-log.ts';
import { findEvent, type OrderRun } from './order-run.ts';
import { accept, reject, settle } from './order-steps.ts';
import { close, evaluateAll, release, take } from './product-steps.ts';

/**
 * Decides a submitted order: evaluates all products without effect, allocates product by product, and commits. A
 * refusal at any product, also of one that lost a race meanwhile, rejects the whole order.
 */
export async function decideSubmission(core: Core, run: OrderRun): Promise<void> {
  // One product evaluates as it allocates; several are asked first, so that nothing is taken when one refuses.
  if (run.demands.length > 1) await evaluateAll(core, run);
  if (run.demands.every((demand) => isGood(run, demand)) && (await takeAll(core, run))) {
    await accept(core, run, unallocated(run));
  } else {
    await reject(core, run, reasonsOfUnknown(run));
    await settleRejection(core, run);
  }
}

/** Gives back what a rejected order had taken, records the lost demand at every product, and settles the order. */
export async function settleRejection(core: Core, run: OrderRun): Promise<void> {
  for (const demand of run.demands) {
    if (!isClosed(run, demand)) await close(core, run, demand);
  }
  await settle(core, run);
}

/** Gives back what a cancellation took off the order's allocated lines, and settles the order. */
export async function settleCancellation(core: Core, run: OrderRun): Promise<void> {
  for (const entry of linesBySku(run.released)) {
    if (!run.effects.has(entry[0])) await release(core, run, entry);
  }
  await settle(core, run);
}

const isGood = ({ evaluations }: OrderRun, { sku }: OrderDemand): boolean =>
  (evaluations.get(sku)?.reasons.length ?? 0) === 0;

const isClosed = ({ effects }: OrderRun, { sku }: OrderDemand): boolean => {
  const events = effects.get(sku);
  return (
    findEvent(events, 'AllocationReleased') !== undefined || findEvent(events, 'DemandRefused') !== undefined
  );
};

/** Allocates in the order of skus; false when a product refuses. */
async function takeAll(core: Core, run: OrderRun): Promise<boolean> {
  for (const demand of run.demands) {
    const { sku } = demand;
    if (run.effects.has(sku)) continue;
    const ruling = await take(core, run, demand);
    if (ruling.kind === 'refused') {
      run.evaluations.set(sku, ruling.evaluation);
      return false;
    }
    if (ruling.kind === 'already-applied') {
      run.effects.set(sku, (await effectsInLog(core, run, [sku])).get(sku) ?? []);
    }
  }
  return true;
}

/** Skus of which nothing was allocated, for their stock is not tracked. */
const unallocated = ({ demands, effects }: OrderRun): readonly string[] =>
  demands.flatMap(({ sku }) =>
    findEvent(effects.get(sku), 'StockAllocated')?.data.allocations.length === 0 ? [sku] : [],
  );

/** Reasons that no product's stream can hold, since there is no such product. */
const reasonsOfUnknown = ({ demands, evaluations }: OrderRun): readonly Reason[] =>
  demands.flatMap(({ sku }) =>
    (evaluations.get(sku)?.reasons ?? []).filter(({ code }) => code === 'UNKNOWN_PRODUCT'),
  );
