import { isUtf8 } from 'node:buffer';
import { invalidRequest } from '../problem/problem-error.ts';
import { inexactNumber } from './exact-number.ts';
import { isDeeperThan } from './nesting.ts';

/** Brackets within brackets; the deepest command needs five. */
const DEPTH_MAX = 32;

/** Digits enough that reading them as a double may lose some, or an exponent. Also found within strings. */
const MAY_BE_INEXACT = /\d[\d.]{15}|\d[eE]/;

const BYTE_ORDER_MARK = '\uFEFF';

/** What is read, as messages call it. */
export type Whole = 'body' | 'line';

/**
 * Reads a body, or a line of one, as JSON.
 *
 * Stricter than `JSON.parse` where that would lose or hide something: the bytes must be UTF-8, a number must be one
 * that a double holds exactly as it was written, and nesting is bounded. Of a name that comes twice the last counts.
 *
 * @throws ProblemError 400 that says what is wrong and where.
 */
export function parseJson(bytes: Buffer, whole: Whole = 'body'): unknown {
  if (!isUtf8(bytes)) throw invalidRequest(`the ${whole} is not UTF-8`, whole);
  const content = bytes.toString('utf8');
  const text = content.startsWith(BYTE_ORDER_MARK) ? content.slice(1) : content;
  if (text.trim() === '') throw invalidRequest(`the ${whole} is empty`, whole);
  if (isDeeperThan(text, DEPTH_MAX)) {
    throw invalidRequest(`the ${whole} nests deeper than ${DEPTH_MAX} levels`, whole);
  }
  return MAY_BE_INEXACT.test(text) ? parse(text, whole, refuseInexact) : parse(text, whole);
}

type Reviver = (this: unknown, name: string, value: unknown, context?: { source?: string }) => unknown;

const refuseInexact: Reviver = (name, value, context) => {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || !inexactNumber(value, source)) return value;
  const message = `${name || 'a number'} cannot be held exactly as a number: ${shorten(source)}; send it as a string`;
  throw invalidRequest(message, name || 'body');
};

function parse(text: string, whole: Whole, reviver?: Reviver): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidRequest(`the ${whole} is not JSON: ${error.message}`, whole);
  }
}

const shorten = (text: string) => (text.length <= 40 ? text : `${text.slice(0, 40)}…`);
