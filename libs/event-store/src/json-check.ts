/**
 * Tells whether a value is JSON: whether it comes back the same once written and read.
 */
import { UnserialisableEventError } from './errors.ts';

/** Deeper values are refused rather than risking the call stack. */
const DEPTH_MAX = 128;

/** The way to the value under check: its place in its holder, the holder's in its own, and so on. */
const way: (string | number)[] = [];

/**
 * Checks the whole value but for its texts; true when the members of all its objects stand in canonical order.
 *
 * @throws UnserialisableEventError when it is not JSON.
 */
export function isOrderedJson(value: unknown): boolean {
  return check(value, 0);
}

function check(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
      return true;
    case 'number':
      if (!Number.isFinite(value)) throw refusal(depth, `${value} is not a JSON number`);
      return true;
    case 'boolean':
      return true;
    case 'object':
      if (value === null) return true;
      if (depth === DEPTH_MAX) throw refusal(depth, `nested deeper than ${DEPTH_MAX}, or a cycle`);
      return Array.isArray(value)
        ? checkList(value, depth)
        : checkObject(value as Record<string, unknown>, depth);
    default:
      throw refusal(depth, value === undefined ? 'undefined' : `a ${typeof value}`);
  }
}

function checkList(list: readonly unknown[], depth: number): boolean {
  let isOrdered = true;
  for (let i = 0; i < list.length; i++) {
    way[depth] = i;
    if (!check(list[i], depth + 1)) isOrdered = false;
  }
  return isOrdered;
}

function checkObject(object: Record<string, unknown>, depth: number): boolean {
  if (!isPlain(object)) throw refusal(depth, `an object of class ${object.constructor?.name}`);
  let isOrdered = true;
  let previous = '';
  for (const name in object) {
    if (name < previous) isOrdered = false;
    previous = name;
    way[depth] = name;
    const member = object[name];
    if (member !== undefined && !check(member, depth + 1)) isOrdered = false;
  }
  return isOrdered;
}

/**
 * Checks the texts of a value that is JSON otherwise. Apart, because whoever has its JSON text need not ask unless
 * there is a `\\ud` in it.
 *
 * @throws UnserialisableEventError for a lone surrogate, which UTF-8 cannot hold.
 */
export function assertWellFormed(value: unknown, depth = 0): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw refusal(depth, 'a lone surrogate');
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      way[depth] = Array.isArray(value) ? Number(name) : name;
      if (!name.isWellFormed()) throw refusal(depth + 1, 'a lone surrogate in the name');
      assertWellFormed(member, depth + 1);
    }
  }
}

/** True for object literals, those of another thread or realm included: their prototype is a root. */
function isPlain(object: object): boolean {
  const prototype = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refusal(depth: number, reason: string): UnserialisableEventError {
  const path = way.slice(0, depth).map((at) => (typeof at === 'number' ? `[${at}]` : `.${at}`));
  return new UnserialisableEventError(path.join('').replace(/^\./, ''), reason);
}
