import { type BodyClass, fieldsOf } from './field.ts';

/** A checked body as the domain takes it: quantities exact, instants and keys in their one form, nothing filled in. */
export function readBody(body: object): object {
  const members = body as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const { name, kind, optional } of fieldsOf(body.constructor as BodyClass).values()) {
    const value = members[name];
    if (value === undefined) continue;
    if (value !== null) result[name] = kind.read(value);
    else if (optional === undefined) result[name] = null;
  }
  return result;
}
