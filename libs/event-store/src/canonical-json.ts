/**
 * JSON in the one form of RFC 8785 (JSON Canonicalization Scheme): no blanks, members sorted by UTF-16 code units,
 * numbers and strings as ECMAScript writes them. Equal values give equal bytes, so they can be hashed.
 */

import type { JsonObject, JsonValue } from './json.ts';
import { assertWellFormed, isOrderedJson } from './json-check.ts';

/**
 * The canonical JSON text of a value.
 *
 * @throws UnserialisableEventError naming the place, for what JSON cannot hold and give back: bigint, function,
 *   symbol, NaN, infinities, lone surrogates, `undefined` in a list, objects with a class (dates, maps), cycles.
 */
export function canonicalJson(value: JsonValue): string {
  // The engine writes JSON much faster than a program can, and canonically, if only the members stand in order.
  const text = isOrderedJson(value) ? JSON.stringify(value) : orderedText(value);
  // The engine escapes a lone surrogate, and nothing else so.
  if (text.includes('\\ud')) assertWellFormed(value);
  return text;
}

function orderedText(value: JsonValue): string {
  const copy = ordered(value);
  return copy === UNORDERABLE ? write(value) : JSON.stringify(copy);
}

/** Of an object that keeps an order of its own. */
const UNORDERABLE = Symbol('unorderable');

/** A copy of a checked value, its members in canonical order. */
function ordered(value: JsonValue | undefined): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) {
    const copy = value.map(ordered);
    return copy.includes(UNORDERABLE) ? UNORDERABLE : copy;
  }
  const names = sortedNames(value);
  const copy: Record<string, unknown> = {};
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    // JavaScript lists names that are numbers before the others, and `__proto__` would not become a member.
    if (isDigit(name.charCodeAt(0)) || name === '__proto__') return UNORDERABLE;
    const member = ordered(value[name]);
    if (member === UNORDERABLE) return UNORDERABLE;
    copy[name] = member;
  }
  return copy;
}

/** Short lists, nearly in order: an insertion sort beats the engine's. */
function sortedNames(object: JsonObject): string[] {
  const names = Object.keys(object);
  if (names.length > SHORT_MAX) return names.sort();
  for (let i = 1; i < names.length; i++) {
    const name = names[i] as string;
    let at = i;
    for (; at > 0 && (names[at - 1] as string) > name; at--) names[at] = names[at - 1] as string;
    names[at] = name;
  }
  return names;
}

const SHORT_MAX = 24;

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Writes any checked value: the slow way. */
function write(value: JsonValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(write).join(',')}]`;
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${write(member)}`);
  }
  return `{${members.join(',')}}`;
}

function isList(value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] {
  return Array.isArray(value);
}
