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
import { contextOf, fenceOf, notify, onProduct } from '../decisions/on-product.ts';
import type { Fence } from '../mailbox/task.ts';
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
  const fence = { ...fenceOfOrder(core, run), ...(run.plan.leavesTraces && { cause: run.stream }) };
  const ruling = await onProductOf(core, run, part.sku, fence, (product, context) =>
    part.take(product, context),
  );
  // Only what comes back may fill more backorders than one append tells of; goods on their way out fill none.
  if (ruling.kind === 'accepted' && run.plan.areFacts) await notify(core, run, part.sku);
  return ruling;
}

/** Does what is left to do at a product once the outcome is on record. */
export async function close(core: Core, run: OrderRun, closing: Closing): Promise<void> {
  const { sku } = closing;
  const effects = run.effects.get(sku);
  // Closing is closing, whoever does it: it leaves its event here.
  const fence = { ...fenceOfOrder(core, run), cause: run.stream };
  const ruling = await onProductOf(core, run, sku, fence, (product, context) =>
    product === null ? UNKNOWN : closing.close(product, context, effects),
  );
  if (ruling.kind === 'refused') {
    throw new RangeError(`order ${run.orderId} cannot give back at ${sku}: ${ruling.reasons[0]?.message}`);
  }
  await notify(core, run, sku);
}

/** There is no such product, and so no stream to record anything in. */
const UNKNOWN = { kind: 'unknown' } as const;

async function onProductOf<Ruling extends { readonly kind: string }>(
  core: Core,
  run: OrderRun,
  sku: string,
  fence: Fence,
  decide: (product: ProductState | null, context: DecisionContext) => Ruling | Accepted<ProductEvent>,
): Promise<Ruling | Accepted<ProductEvent>> {
  const value = await onProduct(core, run, sku, fence, decide);
  if (value.kind === 'accepted' && 'events' in value) {
    run.effects.set(sku, [...(run.effects.get(sku) ?? []), ...value.events]);
  }
  return value;
}

export const fenceOfOrder = (core: Core, run: OrderRun): Fence => fenceOf(core, run, OrderMovedOn);
