/** Plays steps on a real ledger and on the model, and compares them after each. */
import { isDeepStrictEqual } from 'node:util';
import { createLedger, type Ledger, parseCommand } from '#ledger';
import { ServerLog } from '../../libs/ledger/src/testing/server-store.ts';
import { NOW } from '../../libs/ledger/src/testing/shop.ts';
import { NEXT, opening, type Step } from './commands.ts';
import { expectedOf, resultOf, seenInLedger, seenInModel } from './compare.ts';
import { MemoryStore } from './memory-store.ts';
import { execute } from './reference/execute.ts';
import { isReached } from './reference/options.ts';
import { productOf } from './reference/orders.ts';
import { newShop, type PlainCommand, type Shop } from './reference/shop.ts';
import { fulfil } from './wishes.ts';

/** A command as `POST /v1/commands` takes it. */
export interface Item {
  readonly id: string;
  readonly command: PlainCommand;
}

export const openingItems: readonly Item[] = opening.map((command, index) => ({
  id: `opening-${index}`,
  command,
}));

/**
 * What a step comes to as things stand.
 *
 * @param before what was sent before it.
 */
export function itemOf(step: Step, before: readonly Item[], shop: Shop): Item {
  const index = before.length - openingItems.length;
  if ('command' in step) {
    const { command } = step;
    const concrete = 'wish' in command ? fulfil(shop, command) : named(shop, command);
    return { id: `${index}`, command: concrete };
  }
  const { id, command } = before[Math.max(openingItems.length - 1, before.length - step.again)] as Item;
  return { id, command: step.instead === undefined ? command : named(shop, step.instead) };
}

const named = (shop: Shop, command: PlainCommand): PlainCommand =>
  'orderId' in command && command.orderId === NEXT
    ? { ...command, orderId: `O${shop.orders.size + 1}` }
    : command;

export const asJsonLine = ({ id, command: { type, ...data } }: Item): string =>
  JSON.stringify({ id, type, data });

export const SKUS = ['A', 'B', 'C', 'D'];

export async function send(ledger: Ledger, { id, command: { type, ...data } }: Item) {
  const parsed = parseCommand(type, data);
  if (Array.isArray(parsed)) throw new Error(`malformed: ${JSON.stringify(parsed)}`);
  return ledger.execute({ ...parsed, commandId: `model:${id}`, actor: 'model' });
}

/** Plays all steps. @throws an error that shows the commands up to the first disagreement, and what it is about. */
export async function play(steps: readonly Step[]): Promise<void> {
  const sent: Item[] = [];
  const shop = newShop();
  const ledger = createLedger({
    store: new MemoryStore(new ServerLog()),
    clock: () => Date.parse(NOW),
    async *productsReached({ level, code }, changed) {
      const skus = [...shop.products.keys()].sort();
      yield* skus.filter((sku) => isReached(shop, productOf(shop, sku), [level, code], changed));
    },
  });
  await ledger.start();
  try {
    for (const next of [...openingItems, ...steps]) {
      const item = isItem(next) ? next : itemOf(next, sent, shop);
      sent.push(item);
      const difference = await differenceAfter(ledger, shop, item);
      if (difference !== undefined) throw new Error(told(sent, difference));
    }
  } finally {
    await ledger.stop();
  }
}

const isItem = (next: Item | Step): next is Item => 'id' in next;

interface Difference {
  readonly model: unknown;
  readonly ledger: unknown;
}

async function differenceAfter(ledger: Ledger, shop: Shop, item: Item): Promise<Difference | undefined> {
  const expected = expectedOf(execute(shop, item.id, item.command));
  const actual = resultOf(await send(ledger, item));
  if (!isDeepStrictEqual(actual, expected)) return { model: expected, ledger: actual };
  const orders = [...shop.orders.keys()];
  return differenceOf(seenInModel(shop, SKUS, orders), await seenInLedger(ledger, SKUS, orders));
}

/** The first part that is not the same. */
function differenceOf(model: unknown, ledger: unknown, path = ''): Difference | undefined {
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

const told = (items: readonly Item[], { model, ledger }: Difference): string =>
  [
    'the ledger and the model disagree after the last of these:',
    ...items.map(asJsonLine),
    `model:  ${JSON.stringify(model)}`,
    `ledger: ${JSON.stringify(ledger)}`,
  ].join('\n');
