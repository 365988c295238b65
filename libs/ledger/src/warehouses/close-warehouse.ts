import type { CloseWarehouse } from '#domain';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { decideOnScope } from '../decisions/decide-on-scope.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { firstAnswer } from '../idempotency/first-answer.ts';
import { type Provisional, refused } from '../provisional.ts';
import { finishClosingOf, whyReopened } from './finish-closing.ts';

/** Carries out CloseWarehouse in its two steps. A closing that was left half-way is driven to its end first. */
export async function closeWarehouse(core: Core, begun: Begun<CloseWarehouse>): Promise<Provisional> {
  const { code } = begun.command;
  return core.turns.take(begun.stream, async () => {
    await finishClosingOf(core, code);
    const provisional = await decideOnScope(core, begun);
    return provisional.outcome.kind === 'done' ? closed(core, begun) : provisional;
  });
}

/** What the closing of this command has come to, or comes to now. */
export async function repeatClosing(core: Core, begun: Begun<CloseWarehouse>): Promise<Provisional> {
  return core.turns.take(begun.stream, () => closed(core, begun));
}

async function closed(core: Core, begun: Begun<CloseWarehouse>): Promise<Provisional> {
  const { command, commandId, stream } = begun;
  await finishClosingOf(core, command.code);
  const events = await eventsOfStream(core, stream, commandId);
  const reasons = whyReopened(command.code, events);
  if (reasons.length > 0) return { outcome: refused(begun, reasons, events.at(-1)?.position) };
  return { outcome: firstAnswer(commandId, stream, events) };
}
