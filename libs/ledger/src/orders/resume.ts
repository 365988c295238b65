import { type OpenOperation, type OrderLine, type OrderState, orderStream } from '#domain';
import type { RecordedEvent } from '#event-store';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { backOff } from '../mailbox/back-off.ts';
import { demandsOf, type OrderIntent } from './demands.ts';
import { decideSubmission, settleCancellation, settleRejection } from './drive.ts';
import { effectsInLog } from './effects-in-log.ts';
import { findEvent, OrderMovedOn, type OrderRun } from './order-run.ts';

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

function driveFrom(core: Core, run: OrderRun, open: OpenOperation): Promise<void> {
  if (open.kind === 'cancel') return settleCancellation(core, run);
  return open.phase === 'deciding' ? decideSubmission(core, run) : settleRejection(core, run);
}

/** The operation as the log shows it: its intent, and what it has already done at the order and the products. */
async function resumedRun(
  core: Core,
  { orderId, lines }: OrderState,
  open: OpenOperation,
  fencedAt: number,
): Promise<OrderRun> {
  const stream = orderStream(orderId);
  const events = await eventsOfStream(core, stream);
  const intent = events.find((event) => isIntent(event, open));
  if (intent === undefined) throw new RangeError(`${stream} has no intent of operation ${open.operation}`);
  const { actor, commandId, correlationId, effectiveAt } = intent.metadata;
  const own = events.filter(({ metadata }) => metadata.commandId === commandId);
  const origin = {
    actor,
    commandId,
    correlationId,
    effectiveAt,
    causationId: `${stream}@${intent.revision}`,
  };
  const data = intent.data as unknown as OrderIntent & { readonly decidedAt: string };
  return {
    orderId,
    stream,
    operation: open.operation,
    origin,
    now: data.decidedAt,
    epoch: core.durability.epoch,
    demands: open.kind === 'submit' ? demandsOf(data) : [],
    released: open.kind === 'cancel' ? releasedLines(own, lines) : [],
    own: own.map(({ type, revision, data }) => ({ type, revision, data })),
    effects: await effectsInLog(core, { origin, stream }, [...new Set(lines.map(({ sku }) => sku))]),
    evaluations: new Map(),
    revision: events.at(-1)?.revision ?? -1,
    fencedAt,
    staged: undefined,
  };
}

const isIntent = ({ type, data }: RecordedEvent, { kind, operation }: OpenOperation): boolean =>
  kind === 'submit'
    ? type === 'OrderSubmitted'
    : type === 'CancellationRequested' && data.operation === operation;

/** Of what a cancellation takes off, the lines to which something was allocated. */
export function releasedLines(
  own: readonly { readonly type: string; readonly data: object }[],
  lines: OrderState['lines'],
): readonly OrderLine[] {
  const cancelled = findEvent(own, 'OrderCancelled')?.data.lines ?? [];
  const allocated = new Set(lines.flatMap(({ sku, allocated }) => (allocated ? [sku] : [])));
  return cancelled.filter(({ sku }) => allocated.has(sku));
}
