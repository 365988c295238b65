import type { Core } from '../core.ts';
import type { Envelope } from '../envelope.ts';
import type { Outcome } from '../outcome.ts';
import type { BulkItem, BulkOptions, BulkResult } from './bulk.ts';
import { orderedWindow } from './ordered-window.ts';
import { touchedBy } from './touched-by.ts';
import { type Turn, Turns } from './turns.ts';

/** Carries one command out; tells as soon as it is decided. */
export type Run = (envelope: Envelope, onDecided: (outcome: Outcome) => void) => Promise<Outcome>;

/**
 * Carries out many commands with the results of one after the other in the order given.
 *
 * An item begins when every earlier one with which it shares a stream is decided; nobody waits for durability before
 * the results. Where this process alone appends, deciding is its one thread's work and staging costs nothing, so
 * there every item waits for the one before: the log then has the order of the items, on every machine.
 */
export function executeMany<Tag>(
  core: Core,
  run: Run,
  items: Iterable<BulkItem<Tag>> | AsyncIterable<BulkItem<Tag>>,
  { atomic }: BulkOptions,
): AsyncIterable<BulkResult<Tag>> {
  const turns = new Turns();
  const inOrder = core.store.capabilities.staging || atomic === 'stop';
  let hasFailed = false;

  async function begin({
    tag,
    envelope,
  }: BulkItem<Tag>): Promise<() => Promise<BulkResult<Tag> | undefined>> {
    const isOpen = inOrder || envelope === undefined;
    const turn = turns.take(isOpen ? 'all' : await touchedBy(core, envelope.command, turns));
    return async () => {
      try {
        await turn.come;
        if (hasFailed) return undefined;
        return envelope === undefined ? failed(tag) : await carryOut(tag, envelope, turn);
      } finally {
        turn.end();
      }
    };
  }

  function failed(tag: Tag): BulkResult<Tag> {
    hasFailed = atomic === 'stop';
    return { tag };
  }

  async function carryOut(tag: Tag, envelope: Envelope, turn: Turn): Promise<BulkResult<Tag>> {
    const note = ({ kind }: Outcome) => {
      if (atomic === 'stop' && kind !== 'done') hasFailed = true;
    };
    const outcome = await run(envelope, (decided) => {
      note(decided);
      if (!changesOptions(envelope)) turn.end();
    });
    note(outcome);
    return { tag, outcome };
  }

  return orderedWindow(items, core.limits.bulkWindow, begin);
}

/** What a change of options does to products is part of it: the items after it wait, so that the log has one order. */
const changesOptions = ({ command: { type } }: Envelope): boolean =>
  type === 'SetOption' || type === 'ClearOption' || type === 'MoveCategory' || type === 'AssignWarehouses';
