import {
  findUnit,
  type OrderState,
  type ProductState,
  productStream,
  type Reason,
  type SubmitOrder,
  submitOrder,
} from '#domain';
import type { EventToAppend, Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { verification } from '../idempotency/verify.ts';
import type { Verdict } from '../mailbox/task.ts';
import { type Provisional, refused, revisionConflict } from '../provisional.ts';
import { record } from '../record.ts';
import { demandsOf, type OrderIntent } from './demands.ts';
import { decideOperation } from './drive.ts';
import { outcomeOfSubmission } from './order-outcome.ts';
import { OrderMovedOn, type OrderRun } from './order-run.ts';
import { repeatSubmission } from './repeat-submission.ts';
import { submissionPlan } from './submission.ts';

/** What became of putting an order on record. */
type Opening =
  | { readonly kind: 'opened'; readonly intent: EventToAppend }
  | { readonly kind: 'exists' }
  | { readonly kind: 'elsewhere'; readonly revision: Revision }
  | { readonly kind: 'refused'; readonly reasons: readonly Reason[] };

const NO_EVENTS: readonly EventToAppend[] = [];

/** Carries out SubmitOrder: on record first, then decided, and answered with its outcome. */
export async function submit(core: Core, begun: Begun<SubmitOrder>): Promise<Provisional> {
  const { stream, command } = begun;
  const products = await loadProducts(core, command.lines);
  const mailbox = core.orders.mailbox(stream);
  mailbox.running.assumeNew();
  const fencedAt = core.loadings();
  const { value, staged, revision } = await mailbox.decide(
    { decide: (order, at) => open(core, begun, products, order, at), ...verification(core, begun) },
    begun.epoch,
  );
  switch (value.kind) {
    case 'opened':
      return run(core, begun, products, { ...newRun(begun, value.intent), fencedAt, revision, staged });
    case 'exists':
      return repeatSubmission(core, begun);
    case 'elsewhere':
      return { outcome: revisionConflict(begun, value.revision), staged };
    case 'refused':
      return { outcome: refused(begun, value.reasons), staged };
  }
}

function open(
  core: Core,
  begun: Begun<SubmitOrder>,
  products: Products,
  order: OrderState | null,
  revision: Revision,
): Verdict<Opening> {
  const { command, expectedRevision, now } = begun;
  if (order !== null) return { events: NO_EVENTS, value: { kind: 'exists' } };
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    return { events: NO_EVENTS, value: { kind: 'elsewhere', revision } };
  }
  const units = command.lines.map(({ sku, unit }) => {
    const product = products.get(sku) ?? null;
    return product === null ? undefined : findUnit(product, unit);
  });
  const decision = submitOrder(order, command, units, { scopes: core.directory.scopes, now });
  if (decision.kind === 'refused') return { events: NO_EVENTS, value: decision };
  const events = record(decision.events, { ...begun, effectiveAt: command.placedAt });
  return { events, value: { kind: 'opened', intent: events[0] as EventToAppend } };
}

function newRun(
  { command, stream, commandId, actor, correlationId, now, epoch }: Begun<SubmitOrder>,
  { type, data }: EventToAppend,
): Omit<OrderRun, 'fencedAt' | 'revision' | 'staged'> {
  return {
    orderId: command.orderId,
    stream,
    operation: 0,
    origin: {
      actor,
      causationId: `${stream}@0`,
      commandId,
      correlationId,
      effectiveAt: command.placedAt,
    },
    now,
    epoch,
    plan: submissionPlan(demandsOf(data as unknown as OrderIntent)),
    own: [{ type, revision: 0, data }],
    effects: new Map(),
    refusals: new Map(),
  };
}

async function run(
  core: Core,
  begun: Begun<SubmitOrder>,
  products: Products,
  order: OrderRun,
): Promise<Provisional> {
  try {
    await decideOperation(core, order);
  } catch (error) {
    if (error instanceof OrderMovedOn) return repeatSubmission(core, begun);
    throw error;
  }
  const { commandId } = begun;
  const { stream, own, effects, staged } = order;
  const position = staged?.position ?? core.durability.position;
  const record = { commandId, stream, own, effects, position };
  return { outcome: outcomeOfSubmission(record, (sku) => products.get(sku) ?? null), staged };
}

/** The products of an order. What never changes of them may be read at any time: their units. */
type Products = ReadonlyMap<string, Pick<ProductState, 'units' | 'stockUnit'> | null>;

/** Loaded before the order is on record, so that the first attempt decides on what was loaded before. */
async function loadProducts({ products }: Core, lines: SubmitOrder['lines']): Promise<Products> {
  const states = new Map<string, ProductState | null>();
  const missing: string[] = [];
  for (const { sku } of lines) {
    const { running } = products.mailbox(productStream(sku));
    if (running.isCurrent) states.set(sku, running.state);
    else missing.push(sku);
  }
  if (missing.length === 0) return states;
  await Promise.all(
    missing.map(async (sku) => states.set(sku, await products.mailbox(productStream(sku)).look())),
  );
  return states;
}
