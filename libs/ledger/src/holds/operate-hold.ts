import {
  type Decision,
  findUnit,
  type HoldCommand,
  type HoldEvent,
  type HoldState,
  type HoldStock,
  type ProductsOf,
  requestRelease,
  submitHold,
} from '#domain';
import type { EventToAppend, Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { firstAnswer } from '../idempotency/first-answer.ts';
import { verification } from '../idempotency/verify.ts';
import { areAboutKits, loadWithKits } from '../load-products.ts';
import type { Verdict } from '../mailbox/task.ts';
import type { AnswerEvent, Outcome } from '../outcome.ts';
import { outcomeOf, type Provisional, refused } from '../provisional.ts';
import { record } from '../record.ts';
import { driveOrderOf } from './drive-claim.ts';
import { decideHold, settleIfOpen } from './drive-hold.ts';
import { HoldMovedOn, newHoldRun } from './hold-run.ts';
import { inHoldTurn } from './hold-turn.ts';
import { driveHoldToEnd } from './resume-hold.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

/** What stands in the way of a command, besides a rule: an operation of the hold's own, or an order's claim. */
type Obstacle = { readonly kind: 'open' } | { readonly kind: 'claimed'; readonly orderId: string };

type HoldRuling =
  | { readonly kind: 'accepted'; readonly intent: EventToAppend }
  | {
      readonly kind: 'refused';
      readonly reasons: Extract<Decision<HoldEvent>, { kind: 'refused' }>['reasons'];
    }
  | { readonly kind: 'elsewhere'; readonly revision: Revision }
  | Obstacle;

/**
 * Carries out HoldStock or ReleaseHold: on record first, then done at the products, and answered when it is. An order
 * that has claimed the hold is driven to its end before.
 */
export async function operateHold(core: Core, begun: Begun<HoldCommand>): Promise<Provisional> {
  const { holdId } = begun.command;
  for (let attempt = 1; ; attempt++) {
    const result = await inHoldTurn(core, holdId, () => attemptOperation(core, begun));
    if (!('kind' in result)) return result;
    if (attempt > core.limits.attemptsMax) throw new RangeError(`${begun.stream} never comes to rest`);
    // Not in the hold's turn: the order takes that itself, to give the hold back or to end it.
    if (result.kind === 'claimed') await driveOrderOf(core, holdId, result.orderId);
  }
}

async function attemptOperation(core: Core, begun: Begun<HoldCommand>): Promise<Provisional | Obstacle> {
  const { stream, command } = begun;
  const { holdId } = command;
  const lines = command.type === 'HoldStock' ? command.lines : [];
  const products = await loadWithKits(core, new Set(lines.map(({ sku }) => sku)));
  const isAboutKits = areAboutKits(lines, products);
  const fencedAt = core.loadings();
  const { value, revision, staged } = await core.holds.mailbox(stream).decide(
    {
      decide: (hold, at) => rule(core, begun, { products, isAboutKits }, hold, at),
      ...verification(core, begun),
    },
    begun.epoch,
  );
  switch (value.kind) {
    case 'open':
      await driveHoldToEnd(core, holdId);
      return value;
    case 'claimed':
      return value;
    case 'accepted': {
      const place = { revision, staged, fencedAt, ...(isAboutKits && { products }) };
      const run = newHoldRun({ holdId }, value.intent, place, begun);
      try {
        if (command.type === 'HoldStock') await decideHold(core, run);
        else await settleIfOpen(core, run);
      } catch (error) {
        if (error instanceof HoldMovedOn) return repeatInTurn(core, begun);
        throw error;
      }
      core.expiry.note(holdId, (await core.holds.mailbox(stream).look()) ?? undefined);
      const position = run.staged?.position ?? core.durability.position;
      return { outcome: outcomeIn(begun, run.own, position), staged: run.staged };
    }
    default: {
      const position = staged?.position ?? core.durability.position;
      return { outcome: outcomeOf(begun, value, { stream, revision, position }), staged };
    }
  }
}

function rule(
  core: Core,
  begun: Begun<HoldCommand>,
  { products, isAboutKits }: { readonly products: ProductsOf; readonly isAboutKits: boolean },
  hold: HoldState | null,
  revision: Revision,
): Verdict<HoldRuling> {
  const { command, expectedRevision, now } = begun;
  const value = (found: HoldRuling) => ({ events: NO_EVENTS, value: found });
  if (hold !== null && hold.open !== null) return value({ kind: 'open' });
  if (hold !== null && hold.claimedBy !== null) return value({ kind: 'claimed', orderId: hold.claimedBy });
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    return value({ kind: 'elsewhere', revision });
  }
  const context = { scopes: core.directory.scopes, now, ...(isAboutKits && { products }) };
  const decision =
    command.type === 'HoldStock'
      ? submitHold(hold, command, unitsOf(command, products), context)
      : requestRelease(hold, command, context);
  if (decision.kind === 'refused') return value(decision);
  const events = record(decision.events, begun);
  return { events, value: { kind: 'accepted', intent: events[0] as EventToAppend } };
}

/** The unit of each line: the one it names, or the product's primary one. */
const unitsOf = ({ lines }: HoldStock, products: ProductsOf) =>
  lines.map(({ sku, unit }) => {
    const product = products(sku);
    return product === null ? undefined : findUnit(product, unit);
  });

/** What a command on a hold that is on record has come to, or comes to now. */
export const repeatOnHold = (core: Core, begun: Begun<HoldCommand>): Promise<Provisional> =>
  inHoldTurn(core, begun.command.holdId, () => repeatInTurn(core, begun));

async function repeatInTurn(core: Core, begun: Begun<HoldCommand>): Promise<Provisional> {
  const { stream, commandId, command } = begun;
  await driveHoldToEnd(core, command.holdId);
  const events = await eventsOfStream(core, stream, commandId);
  const position = events.at(-1)?.position ?? core.durability.position;
  const first = firstAnswer(commandId, stream, events);
  return { outcome: first.kind === 'done' ? outcomeIn(begun, first.answer.events, position) : first };
}

/** The answer to a command by its events in the hold's stream: done, or every reason why it was refused. */
function outcomeIn(begun: Begun, own: readonly AnswerEvent[], position: bigint): Outcome {
  const rejected = own.find(({ type }) => type === 'HoldRejected') as unknown as
    | Extract<HoldEvent, { readonly type: 'HoldRejected' }>
    | undefined;
  if (rejected !== undefined) return refused(begun, rejected.data.reasons, position);
  const { commandId, stream } = begun;
  const revision = own.at(-1)?.revision ?? -1;
  return { kind: 'done', answer: { commandId, stream, revision, position, events: own } };
}
