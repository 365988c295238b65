import {
  acceptHold,
  asksForKit,
  type HoldState,
  linesByProduct,
  type Reason,
  rejectHold,
  settleHold,
} from '#domain';
import type { Core } from '../core.ts';
import { placed } from '../orders/demands.ts';
import { evaluateAt, giveUpAt, reserveAt } from './hold-products.ts';
import { HoldMovedOn, type HoldRun } from './hold-run.ts';
import { stepOnHold } from './hold-steps.ts';

/**
 * Decides an operation that holds: evaluates all products without effect, reserves product by product, and commits. A
 * refusal at any product, also of one that lost a race meanwhile, refuses all of it. Then gives up what is not to be
 * held.
 */
export async function decideHold(core: Core, run: HoldRun): Promise<void> {
  if (await reserveAll(core, run)) {
    await stepOnHold(core, run, 'deciding', acceptHold);
  } else {
    await stepOnHold(core, run, 'deciding', (hold) => rejectHold(hold, reasonsOf(run)));
  }
  await settleIfOpen(core, run);
}

/** Gives up what the outcome on record leaves over, and settles; nothing to do where it leaves nothing. */
export async function settleIfOpen(core: Core, run: HoldRun): Promise<void> {
  const hold = await core.holds.mailbox(run.stream).look();
  const { open = null } = hold ?? {};
  if (hold === null || open === null) return;
  if (open.operation !== run.operation || open.phase !== 'settling') throw new HoldMovedOn(run.stream);
  const { holdId, operation } = run;
  const { cause, orderId, skus } = open;
  const keeps = cause === 'replaced' ? keptBy(hold) : undefined;
  for (const sku of skus) {
    await giveUpAt(core, run, sku, {
      holdId,
      operation,
      cause,
      ...(orderId !== undefined && { orderId }),
      ...(keeps !== undefined && { keeps: keeps(sku) }),
    });
  }
  await stepOnHold(core, run, 'settling', settleHold);
}

function keptBy({ website, lines }: Pick<HoldState, 'website' | 'lines'>) {
  const bySku = linesByProduct(placed(lines));
  return (sku: string) => ({ website, lines: bySku.get(sku) ?? [] });
}

async function reserveAll(core: Core, run: HoldRun): Promise<boolean> {
  const { demands, evaluations, refusals, taken } = run;
  // One product evaluates as it reserves; several are asked first, so that nothing is taken when one refuses.
  if (demands.length > 1) {
    const hasBegun = taken.size > 0;
    for (const demand of demands) {
      // What was reserved already for a kit bears on what it would say now.
      if (taken.has(demand.sku) || (hasBegun && asksForKit(demand.lines))) continue;
      const evaluation = await evaluateAt(core, run, demand);
      evaluations.set(demand.sku, evaluation);
      if (evaluation.reasons.length > 0) refusals.set(demand.sku, evaluation.reasons);
    }
    if (refusals.size > 0) return false;
  }
  for (const demand of demands) {
    if (taken.has(demand.sku)) continue;
    const ruling = await reserveAt(core, run, demand);
    if (ruling.kind === 'refused') {
      refusals.set(demand.sku, ruling.reasons);
      return false;
    }
  }
  return true;
}

/** All that stands against it, in the order of the command's lines. */
const reasonsOf = ({ refusals }: HoldRun): readonly Reason[] =>
  [...refusals.values()].flat().sort((a, b) => lineOf(a) - lineOf(b));

function lineOf({ path }: Reason): number {
  const line = /^lines\[(\d+)\]/.exec(path ?? '')?.[1];
  return line === undefined ? Number.MAX_SAFE_INTEGER : Number(line);
}
