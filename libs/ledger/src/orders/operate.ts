import {
  type DecisionContext,
  findUnit,
  type OrderEvent,
  type OrderState,
  type ProductsOf,
  productStream,
  type Reason,
  type Unit,
} from '#domain';
import type { EventToAppend, Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { contended } from '../failures.ts';
import { verification } from '../idempotency/verify.ts';
import { loadWithKits } from '../load-products.ts';
import type { Decided, Verdict } from '../mailbox/task.ts';
import { outcomeOf, type Provisional, type Ruling } from '../provisional.ts';
import { record } from '../record.ts';
import { decideOperation, settleOperation } from './drive.ts';
import type { LaterCommand, OperationKind } from './operation-kinds.ts';
import { OrderMovedOn } from './order-run.ts';
import { type Origins, originsOf } from './origins.ts';
import type { OrderRun } from './plan.ts';
import { evaluate } from './product-steps.ts';
import { repeatOperation } from './repeat-operation.ts';
import { driveToEnd } from './resume.ts';

const NO_EVENTS: readonly EventToAppend[] = [];
const NO_ORIGINS: Origins = new Map();
const BUSY: Verdict<Opening> = { events: NO_EVENTS, value: { kind: 'busy' } };

/** The product's unit of each line of the command. */
type Units = readonly (Unit | undefined)[];

/** What became of putting an operation on record. */
type Opening =
  | Exclude<Ruling, { readonly kind: 'accepted' }>
  /** Not an operation: nothing had to be done. */
  | { readonly kind: 'accepted'; readonly events: readonly EventToAppend[] }
  | { readonly kind: 'opened'; readonly events: readonly EventToAppend[]; readonly run: NewRun }
  /** Another operation is to be driven to its end first. */
  | { readonly kind: 'busy' };

type NewRun = Pick<OrderRun, 'operation' | 'plan' | 'products'> & { readonly phase: 'deciding' | 'settling' };

/** Carries out a command on an order that is on record: its operation is opened, driven to its end, and answered. */
export async function operate<C extends LaterCommand>(
  core: Core,
  begun: Begun<C>,
  kind: OperationKind<C>,
): Promise<Provisional> {
  const { stream, command } = begun;
  for (let attempt = 1; ; attempt++) {
    const fencedAt = core.loadings();
    const opening = await open(core, begun, kind);
    const { value, revision, staged } = opening;
    switch (value.kind) {
      case 'busy':
        if (attempt > core.limits.attemptsMax) throw contended(stream, attempt);
        await driveToEnd(core, command.orderId);
        continue;
      case 'opened':
        return run(core, begun, kind, opening as Decided<typeof value>, fencedAt);
      default: {
        const position = staged?.position ?? core.durability.position;
        return { outcome: outcomeOf(begun, value, { stream, revision, position }), staged };
      }
    }
  }
}

async function open<C extends LaterCommand>(
  core: Core,
  begun: Begun<C>,
  kind: OperationKind<C>,
): Promise<Decided<Opening>> {
  const units = await unitsOf(core, begun.command);
  const products = await kitsOf(core, begun.command);
  const facts = await lookAtFacts(core, begun, kind, units);
  const known = { units, products, origins: facts?.origins ?? NO_ORIGINS };
  return core.orders.mailbox(begun.stream).decide(
    {
      decide(order, at) {
        // The order has gone on in another process since it was looked at.
        if (facts !== undefined && facts.at !== at) return BUSY;
        const verdict = rule(core, begun, kind, known, order, at);
        const { reasons = [] } = facts ?? {};
        if (verdict.value.kind !== 'opened' || reasons.length === 0) return verdict;
        return { events: NO_EVENTS, value: { kind: 'refused', reasons } };
      },
      ...verification(core, begun),
    },
    begun.epoch,
  );
}

/** The unit of each line: the one it names, or the product's primary one. */
async function unitsOf(core: Core, { lines = [] }: LaterCommand): Promise<Units> {
  return Promise.all(
    lines.map(async ({ sku, unit }) => {
      const product = await core.products.mailbox(productStream(sku)).look();
      return product === null ? undefined : findUnit(product, unit);
    }),
  );
}

/** Where an amendment is about a kit: the products that it names, and those that the kits are made of. */
async function kitsOf(core: Core, command: LaterCommand): Promise<ProductsOf | undefined> {
  if (command.type !== 'AmendOrder') return undefined;
  const skus = new Set(command.lines.map(({ sku }) => sku));
  const products = await loadWithKits(core, skus);
  return [...skus].some((sku) => (products(sku)?.kit ?? null) !== null) ? products : undefined;
}

/** What a decision on the order has to know of other streams. */
interface Known {
  readonly units: Units;
  readonly products?: ProductsOf | undefined;
  readonly origins: Origins;
}

interface Facts {
  /** The order's revision when they were looked at. */
  readonly at: Revision;
  readonly reasons: readonly Reason[];
  readonly origins: Origins;
}

/**
 * Facts are checked at all products before they are put on record: why they cannot be, as the order stands now.
 * Undefined for an operation that is decided after it is on record.
 */
async function lookAtFacts<C extends LaterCommand>(
  core: Core,
  begun: Begun<C>,
  kind: OperationKind<C>,
  units: Units,
): Promise<Facts | undefined> {
  if (kind.isFact === undefined) return undefined;
  const mailbox = core.orders.mailbox(begun.stream);
  const order = await mailbox.look();
  const at = mailbox.running.revision;
  if (order === null || order.open !== null) return { at, reasons: [], origins: NO_ORIGINS };
  const next = order.operation + 1;
  const origins = kind.asksForOrigins ? await originsOf(core, begun.stream, next) : NO_ORIGINS;
  const { value } = rule(core, begun, kind, { units, origins }, order, at);
  if (value.kind !== 'opened') return { at, reasons: [], origins };
  const reasons: Reason[] = [];
  for (const part of value.run.plan.parts) reasons.push(...(await evaluate(core, begun, part)));
  return { at, origins, reasons: begun.command.lines === undefined ? reasons.map(withoutPath) : reasons };
}

/** The command has named no lines that a path could lead to. */
const withoutPath = ({ path: _, ...reason }: Reason): Reason => reason;

function rule<C extends LaterCommand>(
  core: Core,
  begun: Begun<C>,
  kind: OperationKind<C>,
  { units, products, origins }: Known,
  order: OrderState | null,
  revision: Revision,
): Verdict<Opening> {
  const { command, expectedRevision, now } = begun;
  if (order !== null && order.open !== null) return BUSY;
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    return { events: NO_EVENTS, value: { kind: 'elsewhere', revision } };
  }
  const { scopes } = core.directory;
  const context: DecisionContext = { scopes, now, ...(products && { products }) };
  const decision = kind.request(order, command, units, context);
  if (decision.kind === 'refused') return { events: NO_EVENTS, value: decision };
  if (order === null) throw new RangeError('an operation on an order that does not exist');
  const events = record(decision.events, begun);
  const opened = kind.opened(order, decision.events as readonly OrderEvent[], origins);
  if (opened === undefined) return { events, value: { kind: 'accepted', events } };
  return { events, value: { kind: 'opened', events, run: { ...opened, products } } };
}

async function run<C extends LaterCommand>(
  core: Core,
  begun: Begun<C>,
  kind: OperationKind<C>,
  { value, revision, staged }: Decided<Extract<Opening, { readonly kind: 'opened' }>>,
  fencedAt: number,
): Promise<Provisional> {
  const { command, stream, commandId, actor, correlationId, now, epoch } = begun;
  const { events } = value;
  const { operation, plan, products, phase } = value.run;
  const first = revision - events.length + 1;
  const order: OrderRun = {
    orderId: command.orderId,
    stream,
    operation,
    plan,
    products,
    origin: { actor, causationId: `${stream}@${first}`, commandId, correlationId },
    now,
    epoch,
    own: events.map(({ type, data }, index) => ({ type, revision: first + index, data })),
    effects: new Map(),
    refusals: new Map(),
    revision,
    fencedAt,
    staged,
  };
  try {
    if (phase === 'deciding') await decideOperation(core, order);
    else await settleOperation(core, order, plan.afterAcceptance);
  } catch (error) {
    if (error instanceof OrderMovedOn) return repeatOperation(core, begun, kind);
    throw error;
  }
  const { own, effects } = order;
  const position = order.staged?.position ?? core.durability.position;
  return { outcome: kind.outcome({ commandId, stream, own, effects, position }), staged: order.staged };
}
