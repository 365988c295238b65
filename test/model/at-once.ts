/** Commands that are sent at once. */
import { isDeepStrictEqual } from 'node:util';
import { expectedOf, resultOf } from './compare.ts';
import { type Item, itemOf } from './items.ts';
import { Disagreement, differenceOf, open, seen } from './play.ts';
import { execute } from './reference/execute.ts';
import type { Shop } from './reference/shop.ts';
import type { Step } from './steps.ts';
import { Trial } from './trial.ts';

const SECOND_MS = 1000;

/** What became of the groups. */
export interface Tally {
  /** Groups whose outcome is that of sending their commands one after the other, in some order. */
  serial: number;
  /** Groups of which that was not so: orders got into each other's way while they were decided. */
  other: number;
}

/**
 * Sends groups of commands, those of a group at once. Their outcome is that of some order of them, or else at least all
 * that must always be so is so; from then on the model has nothing to compare.
 *
 * @throws an error that shows all commands, and what is not so.
 */
export async function playAtOnce(
  groups: readonly (readonly Step[])[],
  tally: Tally,
  trial = new Trial(),
): Promise<void> {
  const sent: Item[] = [];
  await trial.start();
  try {
    await open(trial, sent);
    let isFollowed = true;
    for (const steps of groups) {
      trial.shop.nowMs += SECOND_MS;
      const items: Item[] = [];
      for (const step of steps) {
        const ahead = items.filter(({ command }) => command.type === 'SubmitOrder').length;
        const item = itemOf(step, [...sent, ...items], trial.shop, ahead);
        items.push(item);
      }
      sent.push(...items);
      const outcomes = await Promise.all(items.map((item) => trial.send(item)));
      await trial.note();
      const faults = await trial.faults();
      if (faults.length > 0) throw new Disagreement(sent, { model: 'no faults', ledger: faults });
      if (!isFollowed) continue;
      const next = await follow(trial, items, outcomes.map(resultOf).map(plain));
      if (next === undefined) {
        tally.other += 1;
        isFollowed = false;
      } else {
        tally.serial += 1;
        trial.shop = next;
        await trial.note();
      }
    }
  } finally {
    await trial.end();
  }
}

/** The model after an order of the commands that explains what came of them; undefined: there is none. */
async function follow(
  trial: Trial,
  items: readonly Item[],
  actual: readonly unknown[],
): Promise<Shop | undefined> {
  for (const order of permutations(items.map((_, index) => index))) {
    const shop = structuredClone(trial.shop);
    const isSame = order.every((index) => {
      const { id, command } = items[index] as Item;
      return isDeepStrictEqual(plain(expectedOf(execute(shop, id, command))), actual[index]);
    });
    if (!isSame) continue;
    const [model, ledger] = await seen({ shop, ledger: trial.ledger });
    if (differenceOf(plain(model), plain(ledger)) === undefined) return shop;
  }
  return undefined;
}

/** What is cloned has prototypes of another realm under Jest. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function* permutations(numbers: readonly number[]): Generator<readonly number[]> {
  if (numbers.length === 0) yield [];
  for (const first of numbers) {
    for (const rest of permutations(numbers.filter((each) => each !== first))) yield [first, ...rest];
  }
}
