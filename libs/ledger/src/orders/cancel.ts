import { type CancelOrder, cancelOrder, findUnit, type OrderState, productStream } from '#domain';
import type { EventToAppend, Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { firstAnswer } from '../idempotency/first-answer.ts';
import { verification } from '../idempotency/verify.ts';
import type { Verdict } from '../mailbox/task.ts';
import { outcomeOf, type Provisional, type Ruling } from '../provisional.ts';
import { record } from '../record.ts';
import { settleCancellation } from './drive.ts';
import { OrderMovedOn, type OrderRun } from './order-run.ts';
import { driveToEnd, releasedLines } from './resume.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

/** Carries out CancelOrder: what is taken off is on record first, then given back, and answered when it is. */
export async function cancel(core: Core, begun: Begun<CancelOrder>): Promise<Provisional> {
  const { stream, command } = begun;
  for (let attempt = 1; ; attempt++) {
    const fencedAt = core.loadings();
    const units = await unitsOf(core, command);
    const { value, revision, staged } = await core.orders
      .mailbox(stream)
      .decide(
        { decide: (order, at) => rule(core, begun, units, order, at), ...verification(core, begun) },
        begun.epoch,
      );
    if (value.kind === 'open') {
      if (attempt > core.limits.attemptsMax) throw new RangeError(`${stream} never comes to rest`);
      await driveToEnd(core, command.orderId);
      continue;
    }
    const position = staged?.position ?? core.durability.position;
    if (value.kind !== 'accepted')
      return { outcome: outcomeOf(begun, value, { stream, revision, position }), staged };
    const run = newRun(begun, value.events, value.order, revision, fencedAt);
    return settled(core, begun, { ...run, staged });
  }
}

/** The unit of each line: the one it names, or the product's primary one. */
async function unitsOf(core: Core, { lines = [] }: CancelOrder) {
  return Promise.all(
    lines.map(async ({ sku, unit }) => {
      const product = await core.products.mailbox(productStream(sku)).look();
      return product === null ? undefined : findUnit(product, unit);
    }),
  );
}

type CancelRuling =
  | Exclude<Ruling, { readonly kind: 'accepted' }>
  | { readonly kind: 'accepted'; readonly events: readonly EventToAppend[]; readonly order: OrderState }
  | { readonly kind: 'open' };

function rule(
  core: Core,
  begun: Begun<CancelOrder>,
  units: Awaited<ReturnType<typeof unitsOf>>,
  order: OrderState | null,
  revision: Revision,
): Verdict<CancelRuling> {
  const { command, expectedRevision, now } = begun;
  if (order !== null && order.open !== null) return { events: NO_EVENTS, value: { kind: 'open' } };
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    return { events: NO_EVENTS, value: { kind: 'elsewhere', revision } };
  }
  const decision = cancelOrder(order, command, units, { scopes: core.directory.scopes, now });
  if (decision.kind === 'refused') return { events: NO_EVENTS, value: decision };
  if (order === null) throw new RangeError('an order that does not exist was cancelled');
  const events = record(decision.events, begun);
  return { events, value: { kind: 'accepted', events, order } };
}

function newRun(
  { command, stream, commandId, actor, correlationId, now, epoch }: Begun<CancelOrder>,
  events: readonly EventToAppend[],
  order: OrderState,
  revision: Revision,
  fencedAt: number,
): Omit<OrderRun, 'staged'> {
  const first = revision - events.length + 1;
  return {
    orderId: command.orderId,
    stream,
    operation: order.operation,
    origin: { actor, causationId: `${stream}@${first}`, commandId, correlationId },
    now,
    epoch,
    demands: [],
    released: releasedLines(events, order.lines),
    own: events.map(({ type, data }, index) => ({ type, revision: first + index, data })),
    effects: new Map(),
    evaluations: new Map(),
    revision,
    fencedAt,
  };
}

async function settled(core: Core, begun: Begun<CancelOrder>, run: OrderRun): Promise<Provisional> {
  const { commandId, stream } = begun;
  try {
    await settleCancellation(core, run);
  } catch (error) {
    if (error instanceof OrderMovedOn) return repeatCancellation(core, begun);
    throw error;
  }
  const { own, revision, staged } = run;
  const position = staged?.position ?? core.durability.position;
  return {
    outcome: { kind: 'done', answer: { commandId, stream, revision, position, events: own } },
    staged,
  };
}

/** What a cancellation that is on record has come to, or comes to now. To be called in the order's turn. */
export async function repeatCancellation(core: Core, begun: Begun<CancelOrder>): Promise<Provisional> {
  const { commandId, stream, command } = begun;
  await driveToEnd(core, command.orderId);
  return { outcome: firstAnswer(commandId, stream, await eventsOfStream(core, stream, commandId)) };
}
