import { formatCount, formatInstant } from '../terminal/format.ts';

/** The data of an event as it comes over HTTP: nothing is known of it for sure. */
export type Data = Readonly<Record<string, unknown>>;

export const field = (data: Data, name: string): unknown => data[name];

/** A field as text, empty where it is missing or null. */
export function text(data: Data, name: string): string {
  const value = data[name];
  return value === undefined || value === null ? '' : String(value);
}

/** A field as a list of objects, empty where it is none. */
export function list(data: Data, name: string): readonly Data[] {
  const value = data[name];
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is Data => typeof item === 'object' && item !== null);
}

/** A field as an object, empty where it is none. */
export const part = (data: Data, name: string): Data => objectOf(data[name]);

/** A list of names in words. */
export const namesOf = (names: unknown): string =>
  Array.isArray(names) && names.length > 0 ? names.join(', ') : 'no warehouse';

const FIGURES = [
  ['onHand', 'on hand'],
  ['allocated', 'allocated'],
  ['held', 'held'],
] as const;

/** The figures of a level that an event changed: `, on hand 5 → 8`. */
export function levelChanges(data: Data): string {
  const before = objectOf(data.before);
  const after = objectOf(data.after);
  return FIGURES.filter(([name]) => after[name] !== undefined)
    .map(
      ([name, words]) =>
        `, ${words} ${formatCount(text(before, name) || '0')} → ${formatCount(text(after, name))}`,
    )
    .join('');
}

/** What a backdated change found then: `, then 0 → 5, up to the count of 2026-01-31 12:00`. */
export function changesThen(data: Data): string {
  const effective = objectOf(data.effective);
  const [before, after] = [objectOf(effective.before), objectOf(effective.after)];
  if (after.onHand === undefined) return '';
  const count = text(objectOf(effective.absorbedBy), 'at');
  const end = count === '' ? '' : `, up to the count of ${formatInstant(count)}`;
  return `, then ${formatCount(text(before, 'onHand'))} → ${formatCount(text(after, 'onHand'))}${end}`;
}

function objectOf(value: unknown): Data {
  return typeof value === 'object' && value !== null ? (value as Data) : {};
}
