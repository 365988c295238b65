import { plain } from '../terminal/format.ts';
import type { Data } from './event-data.ts';
import { HOLD_TELLERS } from './hold-tellers.ts';
import { ORDER_TELLERS } from './order-tellers.ts';
import type { Sentence, Teller } from './phrases.ts';
import { PRODUCT_TELLERS } from './product-tellers.ts';
import { SCOPE_TELLERS } from './scope-tellers.ts';
import { STOCK_TELLERS } from './stock-tellers.ts';
import { TRANSFER_TELLERS } from './transfer-tellers.ts';

const TELLERS: Readonly<Record<string, Teller>> = {
  ...STOCK_TELLERS,
  ...PRODUCT_TELLERS,
  ...ORDER_TELLERS,
  ...HOLD_TELLERS,
  ...SCOPE_TELLERS,
  ...TRANSFER_TELLERS,
};

/** Tells an event in words; one of an unknown type by its name and its fields. What is in it cannot steer a terminal. */
export function sentenceOf(type: string, data: Data): Sentence {
  const { what, why } = TELLERS[type]?.(data) ?? { what: byName(type, data) };
  return { what: plain(what), ...(why === undefined ? {} : { why: plain(why) }) };
}

function byName(type: string, data: Data): string {
  const words = type.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words}: ${JSON.stringify(data)}`;
}
