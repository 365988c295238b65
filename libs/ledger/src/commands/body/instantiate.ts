import { type BodyClass, fieldsOf } from './field.ts';

/** The path of a field that a body has and its class does not know. */
export type Stranger = string;

/** How many strangers are noted: a body may have a million. */
const STRANGERS_MAX = 100;

/**
 * Fills a body of the class with the plain object's own members. Parts become bodies too, as deep as the classes say
 * and no deeper; whatever else a value contains is not looked into.
 *
 * @param strangers takes the paths of unknown members; they are not copied.
 * @returns undefined when the value is no object.
 */
export function instantiate<Body extends object>(
  bodyClass: BodyClass<Body>,
  plain: unknown,
  path: string,
  strangers: Stranger[],
): Body | undefined {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return undefined;
  const body = new bodyClass();
  const members = body as Record<string, unknown>;
  const fields = fieldsOf(bodyClass);
  for (const name of Object.keys(plain)) {
    const field = fields.get(name);
    const value = (plain as Record<string, unknown>)[name];
    if (field === undefined) {
      if (strangers.length < STRANGERS_MAX) strangers.push(pathOf(path, name));
    } else if (value !== undefined && field.kind.prepare !== undefined) {
      members[name] = field.kind.prepare(value, pathOf(path, name), strangers);
    } else {
      members[name] = value;
    }
  }
  return body;
}

/** The path of a member: `lines[2].quantity`. A name that is not ours is cut short. */
export function pathOf(path: string, name: string): string {
  const short = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  return path === '' ? short.toWellFormed() : `${path}.${short.toWellFormed()}`;
}
