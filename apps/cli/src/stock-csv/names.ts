/** How OroCommerce's files name statuses and units. */
import type { Status } from '#domain';

const DISPLAY_NAMES: Readonly<Record<Status, string>> = {
  in_stock: 'In Stock',
  out_of_stock: 'Out of Stock',
  discontinued: 'Discontinued',
};

export const STATUS_NAMES: readonly string[] = Object.values(DISPLAY_NAMES);

/** A status by its display name or its id, in any case. */
export function statusNamed(text: string): Status | undefined {
  const id = text.toLowerCase().replaceAll(' ', '_');
  return Object.hasOwn(DISPLAY_NAMES, id) ? (id as Status) : undefined;
}

export const displayName = (status: string): string => DISPLAY_NAMES[status as Status] ?? status;

/** Names of OroCommerce's own units that are not the plural of their code. */
const UNIT_NAMES: Readonly<Record<string, string>> = { kilogram: 'kg', kilograms: 'kg' };

/**
 * Which of a product's units is meant: by its code, or its name in the singular or plural, in any case.
 *
 * @param text none names the primary unit, the first
 */
export function unitNamed<Unit extends { readonly code: string }>(
  units: readonly Unit[],
  text: string,
): Unit | undefined {
  if (text === '') return units[0];
  const exact = units.find(({ code }) => code === text);
  if (exact !== undefined) return exact;
  const wanted = text.toLowerCase();
  const candidates = [wanted, UNIT_NAMES[wanted], ...singularsOf(wanted)];
  for (const candidate of candidates) {
    const unit = units.find(({ code }) => code.toLowerCase() === candidate);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

/** What an English plural may be the plural of: boxes, batteries, items. */
function singularsOf(word: string): string[] {
  return [
    [/ies$/, 'y'],
    [/es$/, ''],
    [/s$/, ''],
  ].flatMap(([ending, singular]) =>
    (ending as RegExp).test(word) ? [word.replace(ending as RegExp, singular as string)] : [],
  );
}
