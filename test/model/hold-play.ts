/** Plays with holds, of which there is no model: a disturbed ledger against an undisturbed one, and what must be so. */
import { isDeepStrictEqual } from 'node:util';
import { formatQuantity } from '#domain';
import type { Step } from './commands.ts';
import { resultOf, seenInLedger } from './compare.ts';
import type { Wait } from './hold-steps.ts';
import { type Item, itemOf, openingItems } from './items.ts';
import { differenceOf, sendUntilAnswered, startUntilAlive, told } from './play.ts';
import { execute } from './reference/execute.ts';
import type { Order } from './reference/shop.ts';
import { SKUS, Trial } from './trial.ts';

/** The same commands to a ledger whose processes die, and to one that nothing happens to: both say the same. */
export async function playDisturbed(
  steps: readonly (Step | Wait)[],
  lives: readonly number[],
): Promise<void> {
  const [calm, disturbed] = [new Trial(), new Trial()];
  const sent: Item[] = [];
  const left = [...lives];
  await calm.start();
  await disturbed.start();
  try {
    for (const item of openingItems) {
      sent.push(item);
      note(calm, disturbed, item);
      await calm.send(item);
      await disturbed.send(item);
    }
    await disturbed.stop();
    await disturbed.start(left.shift());
    for (const step of steps) {
      if ('wait' in step) {
        for (const trial of [calm, disturbed]) trial.nowMs += step.wait * 1000;
        continue;
      }
      await mirror(calm);
      const item = itemOf(step, sent, calm.shop);
      sent.push(item);
      note(calm, disturbed, item);
      const expected = resultOf(await calm.send(item));
      const actual = resultOf(await sendUntilAnswered(disturbed, item, left));
      // A refusal that leaves no event is also answered by one that cannot end holds any more.
      while (disturbed.isDead) await startUntilAlive(disturbed, left);
      const difference = isDeepStrictEqual(actual, expected)
        ? differenceOf(await seenWithHolds(calm), await seenWithHolds(disturbed))
        : { model: expected, ledger: actual };
      if (difference !== undefined) throw new Error(told(sent, difference));
      await checkFaults(disturbed, sent);
    }
  } finally {
    await calm.stop();
    await disturbed.stop();
  }
}

/** Sends the commands of each group at once; what must be so is so after each. */
export async function playGroups(groups: readonly (readonly (Step | Wait)[])[]): Promise<void> {
  const trial = new Trial();
  const sent: Item[] = [];
  await trial.start();
  try {
    for (const item of openingItems) {
      sent.push(item);
      note(trial, trial, item);
      await trial.send(item);
    }
    for (const steps of groups) {
      await mirror(trial);
      const items: Item[] = [];
      for (const step of steps) {
        if ('wait' in step) trial.nowMs += step.wait * 1000;
        else items.push(itemOf(step, [...sent, ...items], trial.shop));
      }
      sent.push(...items);
      for (const item of items) note(trial, trial, item);
      await Promise.all(items.map((item) => trial.send(item)));
      await checkFaults(trial, sent);
    }
  } finally {
    await trial.stop();
  }
}

async function checkFaults(trial: Trial, sent: readonly Item[]): Promise<void> {
  const faults = await trial.faults();
  if (faults.length > 0) throw new Error(told(sent, { model: 'no faults', ledger: faults }));
}

const NOTED = [
  'RegisterProduct',
  'SetOption',
  'ClearOption',
  'DefineCategory',
  'DefineWebsite',
  'OpenWarehouse',
];

/** The model knows products and options: by them the ledger is told which products a change reaches. */
function note(one: Trial, other: Trial, { id, command }: Item): void {
  if (!NOTED.includes(command.type)) return;
  for (const { shop } of new Set([one, other])) execute(shop, id, command);
}

/** Takes the orders over from the ledger: what comes next is about them. */
async function mirror({ shop, ledger, log }: Trial): Promise<void> {
  for (const { stream } of log.events) {
    if (!stream.startsWith('order-')) continue;
    const orderId = stream.slice('order-'.length);
    const order = await ledger.order(orderId);
    if (order === null) continue;
    const number = (quantity: bigint) => Number(formatQuantity(quantity));
    const { website, status, operation } = order;
    const lines = order.lines.map(({ sku, unit = '', ...line }) => ({
      sku,
      unit,
      quantity: number(line.quantity),
      cancelled: number(line.cancelled),
      shipped: number(line.shipped),
      returned: number(line.returned),
      allocated: number(line.allocated),
      fromStock: number(line.fromStock),
    }));
    const known = { orderId, website, status, operation, lines } as unknown as Order;
    shop.orders.set(orderId, known);
  }
}

async function seenWithHolds({ ledger, log }: Trial): Promise<unknown> {
  const ids = (category: string) =>
    [...new Set(log.events.map(({ stream }) => stream))]
      .filter((stream) => stream.startsWith(category))
      .map((stream) => stream.slice(category.length));
  const holds: Record<string, unknown> = {};
  for (const holdId of ids('hold-')) {
    const hold = await ledger.hold(holdId);
    holds[holdId] = hold && { status: hold.status, expiresAt: hold.expiresAt, lines: hold.lines.length };
  }
  const held: Record<string, readonly string[]> = {};
  for (const sku of SKUS) {
    const product = await ledger.product(sku);
    held[sku] = [...(product?.holds.open.values() ?? [])].flatMap(({ holdId, shares }) =>
      shares.map(
        ({ level, quantity }) => `${holdId} ${level.unit}@${level.warehouse} ${formatQuantity(quantity)}`,
      ),
    );
  }
  return { ...(await seenInLedger(ledger, SKUS, ids('order-'))), holds, held };
}
