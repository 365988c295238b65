import type { Core } from '../core.ts';
import { claimHoldOf, endClaimOf } from './claiming.ts';
import { effectsInLog } from './effects-in-log.ts';
import { findEvent } from './order-run.ts';
import { commit, settle } from './order-steps.ts';
import type { Closing, OrderRun, ProductPart } from './plan.ts';
import { close, evaluate, take } from './product-steps.ts';

/**
 * Decides an operation whose intent is on record: evaluates all products without effect, takes product by product in
 * the order of skus, commits the outcome, and gives back after it. A refusal at any product, also of one that lost a
 * race meanwhile, refuses the whole operation, but for facts.
 */
export async function decideOperation(core: Core, run: OrderRun): Promise<void> {
  const { plan } = run;
  if (await takeWithHold(core, run)) {
    await commit(core, run, (order) => plan.accept(order, run));
    await endClaimOf(core, run, true);
    await settleOperation(core, run, plan.afterAcceptance);
  } else {
    await commit(core, run, (order) => plan.refuse(order, run));
    await settleOperation(core, run, plan.afterRefusal);
  }
}

/** Claims the hold first; where that is refused the products are asked even so, for all reasons to be known. */
async function takeWithHold(core: Core, run: OrderRun): Promise<boolean> {
  if (await claimHoldOf(core, run)) return takeAll(core, run);
  await evaluateAll(core, run);
  return false;
}

/** Gives back what the outcome on record says, and settles the operation; nothing where it needs no settling. */
export async function settleOperation(
  core: Core,
  run: OrderRun,
  closings: readonly Closing[] | undefined,
): Promise<void> {
  if (closings === undefined) return;
  for (const closing of closings) {
    if (!isClosed(run, closing)) await close(core, run, closing);
  }
  if (closings === run.plan.afterRefusal) await endClaimOf(core, run, false);
  await settle(core, run);
}

function isClosed({ effects }: OrderRun, { sku }: Closing): boolean {
  const events = effects.get(sku);
  return (
    findEvent(events, 'AllocationReleased') !== undefined || findEvent(events, 'DemandRefused') !== undefined
  );
}

/** Whether the outcome is to be an acceptance. What facts come to, the plan itself says. */
async function takeAll(core: Core, run: OrderRun): Promise<boolean> {
  const { parts, areFacts, reasons = [] } = run.plan;
  // One product evaluates as it takes; several are asked first, so that nothing is taken when one refuses. Facts were
  // checked before they were put on record.
  const isAskedFirst =
    areFacts === undefined && (parts.length + reasons.length > 1 || parts[0]?.isAskedFirst === true);
  const canBeHad = !isAskedFirst || (await evaluateAll(core, run));
  if (!canBeHad || reasons.length > 0) return false;
  for (const part of parts) {
    if (run.effects.has(part.sku) || (await takeOne(core, run, part))) continue;
    if (areFacts === undefined) return false;
  }
  return true;
}

async function evaluateAll(core: Core, run: OrderRun): Promise<boolean> {
  let canBeHad = true;
  const hasBegun = run.effects.size > 0;
  for (const part of run.plan.parts) {
    if (run.effects.has(part.sku) || (hasBegun && part.isAskedFirst)) continue;
    if ((await evaluate(core, run, part)).length > 0) canBeHad = false;
  }
  return canBeHad;
}

async function takeOne(core: Core, run: OrderRun, part: ProductPart): Promise<boolean> {
  const { sku } = part;
  const ruling = await take(core, run, part);
  if (ruling.kind === 'refused') {
    run.refusals.set(sku, ruling.reasons);
    return false;
  }
  if (ruling.kind === 'already-applied') {
    run.effects.set(sku, (await effectsInLog(core, run, [sku])).get(sku) ?? []);
  }
  return true;
}
