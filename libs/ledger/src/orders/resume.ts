import { type OpenOperation, type OrderState, orderStream } from '#domain';
import type { RecordedEvent } from '#event-store';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { loadWithKits } from '../load-products.ts';
import { backOff } from '../mailbox/back-off.ts';
import { amendedPlan, amendmentPlan } from './amendment.ts';
import { cancellationPlan } from './cancellation.ts';
import { recallClaimOf } from './claiming.ts';
import { demandsOf, type OrderIntent } from './demands.ts';
import { decideOperation, settleOperation } from './drive.ts';
import { effectsInLog } from './effects-in-log.ts';
import { OrderMovedOn } from './order-run.ts';
import { originsOf } from './origins.ts';
import type { OrderRun, Plan } from './plan.ts';
import { returnPlan } from './returning.ts';
import { shipmentPlan } from './shipment.ts';
import { submissionPlan } from './submission.ts';

/**
 * Drives an order's open operation to its end, from whatever point it stands at; nothing to do when none is open.
 * To be called in the order's turn.
 */
export async function driveToEnd(core: Core, orderId: string): Promise<OrderState | null> {
  const { attemptsMax } = core.limits;
  for (let attempt = 1; ; attempt++) {
    const fencedAt = core.loadings();
    const order = await core.orders.mailbox(orderStream(orderId)).look();
    if (order === null || order.open === null) return order;
    const run = await resumedRun(core, order, order.open, fencedAt);
    try {
      await driveFrom(core, run, order.open);
      core.counters.recovered += 1;
    } catch (error) {
      if (!(error instanceof OrderMovedOn) || attempt >= attemptsMax) throw error;
      await backOff(attempt);
    }
  }
}

async function driveFrom(core: Core, run: OrderRun, open: OpenOperation): Promise<void> {
  if (open.phase === 'deciding') return decideOperation(core, run);
  const { afterAcceptance, afterRefusal } = run.plan;
  if (!isRefused(open)) return settleOperation(core, run, afterAcceptance);
  await recallClaimOf(core, run);
  await settleOperation(core, run, afterRefusal);
}

/** Of an operation whose outcome is on record. */
const isRefused = (open: OpenOperation): boolean =>
  open.kind === 'submit' || (open.kind === 'amend' && open.phase === 'settling' && !open.isAccepted);

/** What the open operation does, as its intent and the order say. */
async function planOf(
  core: Core,
  order: OrderState,
  open: OpenOperation,
  intent: RecordedEvent['data'],
): Promise<Plan> {
  const { orderId } = order;
  const { operation } = open;
  switch (open.kind) {
    case 'submit':
      return submissionPlan(demandsOf(intent as unknown as OrderIntent), order.holdId ?? undefined);
    case 'cancel':
      return cancellationPlan(orderId, operation, open.released);
    case 'amend':
      return open.phase === 'settling' && open.isAccepted
        ? amendedPlan(orderId, operation, open.amendment)
        : amendmentPlan(order, operation, open.amendment);
    case 'ship':
      return shipmentPlan(order, operation, open.lines);
    case 'return': {
      const { lines, note: reason } = open;
      const origins = await originsOf(core, orderStream(orderId), operation);
      return returnPlan(order, { operation, lines, reason }, origins);
    }
  }
}

/** The operation as the log shows it: its intent, and what it has already done at the order and the products. */
async function resumedRun(
  core: Core,
  order: OrderState,
  open: OpenOperation,
  fencedAt: number,
): Promise<OrderRun> {
  const { orderId } = order;
  const stream = orderStream(orderId);
  const events = await eventsOfStream(core, stream);
  const intent = events.find((event) => isIntent(event, open));
  if (intent === undefined) throw new RangeError(`${stream} has no intent of operation ${open.operation}`);
  const { actor, commandId, correlationId, effectiveAt } = intent.metadata;
  const own = events.filter(({ metadata }) => metadata.commandId === commandId);
  const plan = await planOf(core, order, open, intent.data);
  // A kit that an amendment was to add is in no line of the order.
  const kits = new Set([
    ...order.lines.filter(({ components }) => components !== undefined).map(({ sku }) => sku),
    ...plan.parts.filter(({ isAskedFirst }) => isAskedFirst === true).map(({ sku }) => sku),
  ]);
  const origin = {
    actor,
    commandId,
    correlationId,
    effectiveAt,
    causationId: `${stream}@${intent.revision}`,
  };
  return {
    orderId,
    stream,
    operation: open.operation,
    plan,
    ...(kits.size > 0 && { products: await loadWithKits(core, kits) }),
    origin,
    now: String(intent.data.decidedAt),
    epoch: core.durability.epoch,
    own: own.map(({ type, revision, data }) => ({ type, revision, data })),
    effects: await effectsInLog(core, { origin, stream }, skusOf(plan)),
    refusals: new Map(),
    revision: events.at(-1)?.revision ?? -1,
    fencedAt,
    staged: undefined,
  };
}

/** The products at which the operation has something to do. */
const skusOf = ({ parts, afterAcceptance = [], afterRefusal = [] }: Plan): readonly string[] => [
  ...new Set([...parts, ...afterAcceptance, ...afterRefusal].map(({ sku }) => sku)),
];

/** By kind of operation: the event that opens it. */
const INTENTS: { readonly [Kind in OpenOperation['kind']]: string } = {
  submit: 'OrderSubmitted',
  amend: 'AmendmentRequested',
  cancel: 'CancellationRequested',
  ship: 'ShipmentRequested',
  return: 'ReturnRequested',
};

const isIntent = ({ type, data }: RecordedEvent, { kind, operation }: OpenOperation): boolean =>
  type === INTENTS[kind] && (data.operation ?? 0) === operation;
