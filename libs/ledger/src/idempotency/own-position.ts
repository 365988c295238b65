import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import type { Outcome } from '../outcome.ts';
import type { Provisional } from '../provisional.ts';

/**
 * The outcome with the position of its own last event, also where that went out in one append with others and the store
 * tells the end of the append only: a repeat is answered from the log, and is to get the same.
 */
export async function withOwnPosition(
  { store }: Core,
  { isNamed }: Begun,
  { outcome, staged }: Provisional,
): Promise<Outcome> {
  if (!isNamed || staged?.endsLater === undefined || outcome.kind !== 'done') return outcome;
  const { stream, revision } = outcome.answer;
  for await (const [event] of store.readStream(stream, { from: revision, limit: 1 })) {
    if (event !== undefined) return { ...outcome, answer: { ...outcome.answer, position: event.position } };
  }
  throw new RangeError(`${stream}@${revision} is durable and not in the log`);
}
