/** Plays steps on a real ledger and on the model, and compares them after each. */
import { isDeepStrictEqual } from 'node:util';
import type { Outcome } from '#ledger';
import type { Step } from './commands.ts';
import { expectedOf, resultOf, seenInLedger, seenInModel } from './compare.ts';
import { asJsonLine, type Item, itemOf, openingItems } from './items.ts';
import { execute } from './reference/execute.ts';
import { SKUS, Trial } from './trial.ts';

/**
 * Plays all steps, one after the other.
 *
 * @param lives how many appends each process lives for; after its death another takes over, and the command that was
 *   under way is sent again. Absent: nobody dies.
 * @throws an error that shows the commands up to the first disagreement, and what it is about.
 */
export async function play(steps: readonly Step[], lives: readonly number[] = []): Promise<void> {
  const trial = new Trial();
  const sent: Item[] = [];
  const left = [...lives];
  await trial.start();
  try {
    for (const item of openingItems) await compareAfter(trial, sent, item, left);
    if (lives.length > 0) await restart(trial, left);
    for (const step of steps) await compareAfter(trial, sent, itemOf(step, sent, trial.shop), left);
    const faults = await trial.faults();
    if (faults.length > 0) throw new Error(told(sent, { model: 'no faults', ledger: faults }));
  } finally {
    await trial.stop();
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
  const difference = isDeepStrictEqual(actual, expected)
    ? differenceOf(...(await seen(trial)))
    : { model: expected, ledger: actual };
  if (difference !== undefined) throw new Error(told(sent, difference));
}

export async function sendUntilAnswered(trial: Trial, item: Item, left: number[]): Promise<Outcome> {
  for (;;) {
    const outcome = await trial.send(item);
    if (outcome.kind !== 'unavailable') return outcome;
    await startUntilAlive(trial, left);
  }
}

/** A process may die while it takes up what another has left. */
export async function startUntilAlive(trial: Trial, left: number[]): Promise<void> {
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
  const orders = [...shop.orders.keys()];
  return [seenInModel(shop, SKUS, orders), await seenInLedger(ledger, SKUS, orders)];
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

export const told = (items: readonly Item[], { model, ledger }: Difference): string =>
  [
    'the ledger and the model disagree after the last of these:',
    ...items.map(asJsonLine),
    `model:  ${JSON.stringify(model)}`,
    `ledger: ${JSON.stringify(ledger)}`,
  ].join('\n');
