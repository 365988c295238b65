import type { Scopes } from '#domain';
import type { Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { verification } from '../idempotency/verify.ts';
import type { Verdict } from '../mailbox/task.ts';
import { outcomeOf, type Provisional, type Ruling } from '../provisional.ts';
import { record } from '../record.ts';
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
  return { outcome: outcomeOf(begun, value, { stream, revision, position }), staged };
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
