import type { Scopes } from '#domain';
import type { EventToAppend, RecordedEvent, Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { firstAnswer } from '../idempotency/first-answer.ts';
import { verification } from '../idempotency/verify.ts';
import type { Staged } from '../mailbox/durability.ts';
import type { Verdict } from '../mailbox/task.ts';
import { eventsOf } from '../orders/effects-in-log.ts';
import { outcomeOf, type Provisional, type Ruling } from '../provisional.ts';
import { record } from '../record.ts';
import { markAmong, markStream } from '../reevaluation/mark.ts';
import { scopeChangeOf } from '../reevaluation/scope-change.ts';
import { type CommandOnScope, decideScope } from './decide-scope.ts';

/** Carries out a command on a scope. From the answer on the change holds for every decision of this process. */
export async function decideOnScope(core: Core, begun: Begun<CommandOnScope>): Promise<Provisional> {
  const { stream } = begun;
  const decision = {
    decide: (scopes: Scopes, revision: Revision) => rule(begun, scopes, revision),
    ...verification(core, begun),
  };
  const { value, revision, staged } = await core.directory.change(stream, decision, begun.epoch);
  const position = staged?.position ?? core.durability.position;
  const provisional = { outcome: outcomeOf(begun, value, { stream, revision, position }), staged };
  if (value.kind !== 'accepted') return provisional;
  return takeEffect(core, provisional, value.events, staged);
}

/** The change holds for decisions from now on; the products that it changes by itself follow before the answer. */
async function takeEffect(
  core: Core,
  { outcome, staged }: Provisional,
  [event]: readonly EventToAppend[],
  change: Staged | undefined,
): Promise<Provisional> {
  if (outcome.kind !== 'done' || event === undefined) return { outcome, staged };
  const { stream, revision } = outcome.answer;
  const scopeChange = scopeChangeOf({ ...event, stream, revision });
  const mark = scopeChange && (await core.reevaluations.apply({ ...scopeChange, staged: change }));
  if (mark === undefined) return { outcome, staged };
  return { outcome: { kind: 'done', answer: { ...outcome.answer, position: mark.position } }, staged: mark };
}

function rule(begun: Begun<CommandOnScope>, scopes: Scopes, revision: Revision): Verdict<Ruling> {
  const { command, expectedRevision } = begun;
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    return { events: [], value: { kind: 'elsewhere', revision } };
  }
  const decision = decideScope(scopes, command);
  if (decision.kind === 'refused') return { events: [], value: decision };
  const events = record(decision.events, begun);
  return { events, value: { kind: 'accepted', events } };
}

/**
 * The first answer to a command on a scope, from what it has left in the log. What it changes of the products and was
 * broken off is gone through first.
 */
export async function repeatOnScope(
  core: Core,
  { commandId, stream }: Begun,
  found: readonly RecordedEvent[],
): Promise<Provisional> {
  let events = found;
  const change = found.flatMap((event) => scopeChangeOf(event) ?? [])[0];
  if (change !== undefined && markAmong(events) === undefined) {
    const mark = await core.reevaluations.apply(change);
    if (mark !== undefined) {
      await core.durability.reached(mark);
      events = await eventsOf(core, commandId, stream, [markStream(change)]);
    }
  }
  const outcome = firstAnswer(commandId, stream, events);
  const mark = markAmong(events);
  if (outcome.kind !== 'done' || mark === undefined) return { outcome };
  // What reached more products than an answer waits for was answered as soon as it was on record.
  if (mark.products > core.limits.productsBeforeAnswerMax) return { outcome };
  return { outcome: { kind: 'done', answer: { ...outcome.answer, position: mark.event.position } } };
}
