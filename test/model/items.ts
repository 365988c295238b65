import { NEXT } from './commands.ts';
import { opening } from './opening.ts';
import type { PlainCommand, Shop } from './reference/shop.ts';
import type { Step } from './steps.ts';
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
 * @param ahead how many new orders of these the shop does not know yet.
 */
export function itemOf(step: Step, before: readonly Item[], shop: Shop, ahead = 0): Item {
  const index = before.length - openingItems.length;
  if ('command' in step) {
    const { command } = step;
    const concrete = 'wish' in command ? fulfil(shop, command) : command;
    return { id: `${index}`, command: named(shop, concrete, ahead) };
  }
  const { id, command } = before[Math.max(openingItems.length - 1, before.length - step.again)] as Item;
  return { id, command: step.instead === undefined ? command : named(shop, step.instead, ahead) };
}

const named = (shop: Shop, command: PlainCommand, ahead: number): PlainCommand =>
  'orderId' in command && command.orderId === NEXT
    ? { ...command, orderId: `O${shop.orders.size + 1 + ahead}` }
    : command;

export const asJsonLine = ({ id, command: { type, ...data } }: Item): string =>
  JSON.stringify({ id, type, data });
