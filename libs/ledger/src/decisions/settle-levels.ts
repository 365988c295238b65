import { type ProductState, settleBackorders } from '#domain';
import type { EventToAppend, StreamName } from '#event-store';
import type { Core } from '../core.ts';
import type { Decided } from '../mailbox/task.ts';
import { type Origin, record } from '../record.ts';

/** Rounds after which the rest is left to the next command on the product. */
const ROUNDS_MAX = 1_000;
const NOTHING: readonly Decided<readonly EventToAppend[]>[] = [];

/**
 * Records what did not fit into the append of a large change: notes to orders whose backorders were filled or whose
 * goods were lost. Availability is right from the change on.
 */
export async function settleLevels(
  core: Core,
  stream: StreamName,
  origin: Origin,
  epoch: number,
): Promise<readonly Decided<readonly EventToAppend[]>[]> {
  const { state } = core.products.mailbox(stream).running;
  if (state === null || !isUnsettled(state)) return NOTHING;
  const rounds: Decided<readonly EventToAppend[]>[] = [];
  const { commandHash: _, ...rest } = origin;
  const decide = (product: ProductState | null) => {
    const events = record(product === null ? [] : settleBackorders(product), rest);
    return { events, value: events };
  };
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const decided = await core.products.mailbox(stream).decide({ decide }, epoch);
    if (decided.value.length === 0) break;
    rounds.push(decided);
  }
  return rounds;
}

/** Whether orders are still to be told of a large change. */
export const isUnsettled = ({ unsettled }: ProductState): boolean => unsettled !== null && unsettled.size > 0;
