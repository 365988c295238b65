import {
  findUnit,
  type OrderState,
  type ProductState,
  type ProductsOf,
  productStream,
  type Reason,
  type SubmitOrder,
  submitOrder,
} from '#domain';
import type { EventToAppend, Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { verification } from '../idempotency/verify.ts';
import { areAboutKits, loadWithKits, skusOfKit } from '../load-products.ts';
import type { Verdict } from '../mailbox/task.ts';
import { type Provisional, refused, revisionConflict } from '../provisional.ts';
import { record } from '../record.ts';
import { demandsOf, type OrderIntent } from './demands.ts';
import { decideOperation } from './drive.ts';
import { outcomeOfSubmission, type UnitsOf } from './order-outcome.ts';
import { OrderMovedOn } from './order-run.ts';
import type { OrderRun } from './plan.ts';
import { repeatSubmission } from './repeat-submission.ts';
import { submissionPlan } from './submission.ts';

/** What became of putting an order on record. */
type Opening =
  | { readonly kind: 'opened'; readonly intent: EventToAppend }
  | { readonly kind: 'exists' }
  | { readonly kind: 'elsewhere'; readonly revision: Revision }
  /** A kit is made of other products than were loaded for it. */
  | { readonly kind: 'kit-changed' }
  | { readonly kind: 'refused'; readonly reasons: readonly Reason[] };

const NO_EVENTS: readonly EventToAppend[] = [];

/** Carries out SubmitOrder: on record first, then decided, and answered with its outcome. */
export async function submit(core: Core, begun: Begun<SubmitOrder>): Promise<Provisional> {
  const { stream, command } = begun;
  const products = await loadProducts(core, command.lines);
  const kits = await loadKits(core, command.lines, products);
  const mailbox = core.orders.mailbox(stream);
  mailbox.running.assumeNew();
  const fencedAt = core.loadings();
  const { value, staged, revision } = await mailbox.decide(
    {
      decide: (order, at) => open(core, begun, { products, kits }, order, at),
      ...verification(core, begun),
    },
    begun.epoch,
  );
  switch (value.kind) {
    case 'opened':
      return run(core, begun, (sku) => products.get(sku) ?? kits?.(sku) ?? null, {
        ...newRun(begun, value.intent),
        ...(kits && { products: kits }),
        fencedAt,
        revision,
        staged,
      });
    case 'kit-changed':
      return submit(core, begun);
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
  { products, kits }: { readonly products: Products; readonly kits: ProductsOf | undefined },
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
  if (kits !== undefined && !areLoaded(command.lines, kits)) {
    return { events: NO_EVENTS, value: { kind: 'kit-changed' } };
  }
  const { scopes } = core.directory;
  const decision = submitOrder(order, command, units, { scopes, now, ...(kits && { products: kits }) });
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
    plan: submissionPlan(demandsOf(data as unknown as OrderIntent), command.holdId),
    own: [{ type, revision: 0, data }],
    effects: new Map(),
    refusals: new Map(),
  };
}

async function run(
  core: Core,
  begun: Begun<SubmitOrder>,
  unitsOf: UnitsOf,
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
  return { outcome: outcomeOfSubmission(record, unitsOf), staged };
}

/** The products of an order. What never changes of them may be read at any time: their units. */
type Products = ReadonlyMap<string, Pick<ProductState, 'units' | 'stockUnit' | 'kit'> | null>;

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

/** Where one of the lines is about a kit: all products of the order, and those that the kits are made of. */
async function loadKits(
  core: Core,
  lines: SubmitOrder['lines'],
  products: Products,
): Promise<ProductsOf | undefined> {
  const isAboutKits = areAboutKits(lines, (sku) => products.get(sku) ?? null);
  return isAboutKits ? loadWithKits(core, products.keys()) : undefined;
}

/** Whether the kits are made of what was loaded, and of nothing else by now. */
const areLoaded = (lines: SubmitOrder['lines'], products: ProductsOf): boolean =>
  lines.every(({ sku }) => skusOfKit(products(sku)).every((part) => products(part) !== null));
