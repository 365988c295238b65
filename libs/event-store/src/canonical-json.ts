/**
 * JSON in the one form of RFC 8785 (JSON Canonicalization Scheme): no blanks, members sorted by UTF-16 code units,
 * numbers and strings as ECMAScript writes them. Equal values give equal bytes, so they can be hashed.
 */
import { UnserialisableEventError } from './errors.ts';

export type JsonValue = string | number | boolean | null | JsonObject | readonly JsonValue[];

/** A JSON object. Members that are `undefined` count as absent. */
export interface JsonObject {
  readonly [member: string]: JsonValue | undefined;
}

/** Deeper values are refused rather than risking the call stack. */
const DEPTH_MAX = 128;

/** Text that stands for itself between quotes: printable ASCII but `"` and `\`. */
const PLAIN_TEXT = /^[ !#-[\]-~]*$/;

/**
 * The canonical JSON text of a value.
 *
 * @throws UnserialisableEventError naming the place, for what JSON cannot hold and give back: bigint, function,
 *   symbol, NaN, infinities, lone surrogates, `undefined` in a list, objects with a class (dates, maps), cycles.
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, undefined, 0);
}

/** The members on the way to a value, innermost first; only read when something is refused. */
interface Trail {
  readonly outer: Trail | undefined;
  readonly holder: object;
}

function write(value: unknown, trail: Trail | undefined, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, trail);
    case 'number':
      if (!Number.isFinite(value)) throw refusal(value, trail, `${value} is not a JSON number`);
      return `${value}`;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= DEPTH_MAX) throw refusal(value, trail, `nested deeper than ${DEPTH_MAX}, or a cycle`);
      return Array.isArray(value) ? writeList(value, trail, depth) : writeObject(value, trail, depth);
    default:
      throw refusal(value, trail, value === undefined ? 'undefined' : `a ${typeof value}`);
  }
}

function writeString(text: string, trail: Trail | undefined): string {
  if (PLAIN_TEXT.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw refusal(text, trail, 'a lone surrogate in a string');
  return JSON.stringify(text);
}

function writeList(list: readonly unknown[], trail: Trail | undefined, depth: number): string {
  const here: Trail = { outer: trail, holder: list };
  let text = '[';
  for (let i = 0; i < list.length; i++) {
    if (i > 0) text += ',';
    text += write(list[i], here, depth + 1);
  }
  return `${text}]`;
}

function writeObject(object: object, trail: Trail | undefined, depth: number): string {
  const prototype = Object.getPrototypeOf(object);
  // A root prototype, of whatever realm: objects that crossed a thread or a vm context are plain as well.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw refusal(object, trail, `an object of class ${prototype.constructor?.name ?? 'unknown'}`);
  }
  const here: Trail = { outer: trail, holder: object };
  const members = sorted(Object.keys(object));
  let text = '{';
  for (let i = 0; i < members.length; i++) {
    const name = members[i] as string;
    const value = (object as Record<string, unknown>)[name];
    if (value === undefined) continue;
    text += text.length === 1 ? `${writeString(name, here)}:` : `,${writeString(name, here)}:`;
    text += write(value, here, depth + 1);
  }
  return `${text}}`;
}

/** Sorts in place by UTF-16 code units, which is how JavaScript compares strings; most lists are sorted already. */
function sorted(names: string[]): string[] {
  for (let i = 1; i < names.length; i++) {
    if ((names[i - 1] as string) > (names[i] as string)) return names.sort();
  }
  return names;
}

function refusal(value: unknown, trail: Trail | undefined, reason: string): UnserialisableEventError {
  const steps: string[] = [];
  let inner: unknown = value;
  for (let at = trail; at !== undefined; at = at.outer) {
    const sought = inner;
    const member = Object.keys(at.holder).find((name) =>
      Object.is((at.holder as Record<string, unknown>)[name], sought),
    );
    if (member !== undefined) steps.unshift(Array.isArray(at.holder) ? `[${member}]` : `.${member}`);
    inner = at.holder;
  }
  return new UnserialisableEventError(steps.join('').replace(/^\./, ''), reason);
}
