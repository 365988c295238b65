import { type RecordedEvent, type StreamName, WrongExpectedRevisionError } from '#event-store';
import type { Core } from '../core.ts';
import type { Staged } from '../mailbox/durability.ts';
import { record } from '../record.ts';
import type { ScopeChange } from './scope-change.ts';

/** The streams that say which changes have taken effect on all products; one for each change. */
export const REEVALUATION_CATEGORY = 'reevaluation';

const MARK = 'ProductsReevaluated';

export const markStream = ({ stream, revision }: Pick<ScopeChange, 'stream' | 'revision'>): StreamName =>
  `${REEVALUATION_CATEGORY}-${stream}@${revision}`;

/** Puts on record that a change has taken effect on all products that it reaches. */
export async function mark(core: Core, change: ScopeChange, products: number): Promise<Staged | undefined> {
  const { stream, revision, origin } = change;
  const events = record([{ type: MARK, data: { stream, revision, products } }], origin);
  try {
    return core.durability.staged(await core.store.append(markStream(change), events, 'no-stream'));
  } catch (error) {
    // Somebody has come to the same end before; if that was this process, it may not be durable yet.
    if (error instanceof WrongExpectedRevisionError) return core.durability.lastStaged;
    throw error;
  }
}

/** The mark among a command's events, and how many products the change had reached. */
export function markAmong(
  events: readonly RecordedEvent[],
): { readonly event: RecordedEvent; readonly products: number } | undefined {
  const event = events.find(({ type }) => type === MARK);
  return event && { event, products: Number(event.data.products) };
}
