/** Plays steps on a real ledger and on the model, and compares them after each. */
import { isDeepStrictEqual } from 'node:util';
import type { Outcome } from '#ledger';
import { expectedOf, resultOf, seenInLedger, seenInModel } from './compare.ts';
import { asJsonLine, type Item, itemOf, openingItems } from './items.ts';
import { execute } from './reference/execute.ts';
import type { Step, Wait } from './steps.ts';
import { Trial } from './trial.ts';

const SECOND_MS = 1000;

/**
 * Plays all steps, one after the other, a second apart.
 *
 * @param lives how many appends each process lives for; after its death another takes over, and the command that was
 *   under way is sent again. Absent: nobody dies.
 * @throws an error that shows the commands up to the first disagreement, and what it is about.
 */
export async function play(
  steps: readonly (Step | Wait)[],
  lives: readonly number[] = [],
  trial = new Trial(),
): Promise<void> {
  const sent: Item[] = [];
  const left = [...lives];
  await trial.start();
  try {
    await open(trial, sent);
    if (lives.length > 0) await restart(trial, left);
    for (const step of steps) {
      trial.shop.nowMs += 'wait' in step ? step.wait * SECOND_MS : SECOND_MS;
      if ('wait' in step) continue;
      await compareAfter(trial, sent, itemOf(step, sent, trial.shop), left);
    }
    const faults = await trial.faults();
    if (faults.length > 0) throw new Disagreement(sent, { model: 'no faults', ledger: faults });
  } catch (error) {
    if (error instanceof Disagreement) throw error;
    throw new Disagreement(sent, { model: 'no error', ledger: String(error) }, error);
  } finally {
    await trial.end();
  }
}

/** Sends what there is before anything happens. */
export async function open(trial: Trial, sent: Item[]): Promise<void> {
  for (const item of openingItems) {
    sent.push(item);
    trial.shop.nowMs += SECOND_MS;
    const expected = expectedOf(execute(trial.shop, item.id, item.command));
    const actual = resultOf(await trial.send(item));
    await trial.note();
    if (isDeepStrictEqual(actual, expected)) continue;
    throw new Disagreement(sent, { model: expected, ledger: actual });
  }
}

async function restart(trial: Trial, left: number[]): Promise<void> {
  await trial.stop();
  await trial.start(left.shift());
}

async function compareAfter(trial: Trial, sent: Item[], item: Item, left: number[]): Promise<void> {
  sent.push(item);
  const expected = expectedOf(execute(trial.shop, item.id, item.command));
  const actual = resultOf(await sendUntilAnswered(trial, item, left));
  // One that can append nothing any more has ended no holds: they end before the next command.
  while (trial.isDead) {
    await startUntilAlive(trial, left);
    await trial.send(item);
  }
  await trial.note();
  const difference = isDeepStrictEqual(actual, expected)
    ? differenceOf(...(await seen(trial)))
    : { model: expected, ledger: actual };
  if (difference !== undefined) throw new Disagreement(sent, difference);
}

async function sendUntilAnswered(trial: Trial, item: Item, left: number[]): Promise<Outcome> {
  for (;;) {
    const outcome = await trial.send(item);
    // A refusal that leaves no event may have been decided before what could not be appended any more.
    const isForgotten = outcome.kind === 'refused' && outcome.position === undefined && trial.isDead;
    if (outcome.kind !== 'unavailable' && !isForgotten) return outcome;
    await startUntilAlive(trial, left);
  }
}

/** A process may die while it takes up what another has left. */
async function startUntilAlive(trial: Trial, left: number[]): Promise<void> {
  for (;;) {
    try {
      await restart(trial, left);
      await trial.settled();
      return;
    } catch (error) {
      if (left.length === 0) throw error;
    }
  }
}

/** What the model and the ledger have. */
export async function seen({ shop, ledger }: Pick<Trial, 'shop' | 'ledger'>): Promise<[unknown, unknown]> {
  const names = { orders: [...shop.orders.keys()], holds: [...shop.holds.keys()] };
  return [seenInModel(shop, names), await seenInLedger(ledger, names)];
}

export interface Difference {
  readonly model: unknown;
  readonly ledger: unknown;
}

/** The first part that is not the same. */
export function differenceOf(model: unknown, ledger: unknown, path = ''): Difference | undefined {
  if (isDeepStrictEqual(model, ledger)) return undefined;
  if (isRecord(model) && isRecord(ledger)) {
    for (const key of new Set([...Object.keys(model), ...Object.keys(ledger)])) {
      const difference = differenceOf(model[key], ledger[key], `${path}/${key}`);
      if (difference !== undefined) return difference;
    }
  }
  return { model: { [path]: model }, ledger: { [path]: ledger } };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The ledger does not say what the model says, or fails. */
export class Disagreement extends Error {
  constructor(items: readonly Item[], { model, ledger }: Difference, cause?: unknown) {
    const lines = [
      'the ledger and the model disagree after the last of these:',
      ...items.slice(openingItems.length).map(asJsonLine),
      `model:  ${JSON.stringify(model)}`,
      `ledger: ${JSON.stringify(ledger)}`,
    ];
    super(lines.join('\n'), { cause });
  }
}
