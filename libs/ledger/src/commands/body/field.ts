import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { type Fault, fault } from './fault.ts';

/** A kind of values that a field may hold. `Plain` is what JSON gives, checked; `Value` what the domain takes. */
export interface Kind<Plain = unknown, Value = unknown> {
  /** Why the value will not do; nothing when it will. `body` is the object around it. */
  check(value: unknown, body: object): Fault | undefined;
  /** The value as the domain has it; only asked of what passed the check. */
  read(value: Plain): Value;
  /** JSON Schema of the plain value. */
  readonly schema: Schema;
  /** Of a part, or of the items of a list of parts: their class, and how they come to be of it. */
  readonly part?: BodyClass;
  prepare?(value: unknown, path: string, strangers: string[]): unknown;
  /** The kind itself says whether the field may be left out. */
  readonly checksAbsence?: true;
}

export type Schema = Readonly<Record<string, unknown>>;

export type BodyClass<Body extends object = object> = new () => Body;

export interface FieldOptions {
  /** The field may be left out. */
  readonly optional?: true;
  /** The field may be null: a value of its own, or where it is optional the same as left out. */
  readonly nullable?: true;
}

export interface Field extends FieldOptions {
  readonly name: string;
  readonly kind: Kind;
  check(value: unknown, body: object): Fault | undefined;
}

const MISSING = fault('is missing');

const declared = new Map<unknown, Field[]>();

/** Declares a field of a body: what class-validator checks, what is read, and what the API's description says. */
export function field<Plain>(kind: Kind<Plain>, options: FieldOptions = {}): PropertyDecorator {
  return (prototype, property) => {
    const name = String(property);
    const check: Field['check'] = (value, body) => {
      if (value === undefined && kind.checksAbsence !== true) return MISSING;
      return value === null && options.nullable ? undefined : kind.check(value, body);
    };
    const fields = declared.get(prototype.constructor) ?? [];
    fields.push({ ...options, name, kind: kind as Kind, check });
    declared.set(prototype.constructor, fields);

    const validator = {
      validate: (value: unknown, args?: { object: object }) => check(value, args?.object ?? {}) === undefined,
      defaultMessage: () => 'invalid',
    };
    ValidateBy({ name: 'field', validator })(prototype, property);
    if (options.optional && kind.checksAbsence !== true)
      ValidateIf((_, value) => value !== undefined)(prototype, property);
    if (kind.part !== undefined) ValidateNested()(prototype, property);
  };
}

const known = new Map<BodyClass, ReadonlyMap<string, Field>>();

/** The fields of a body by name, those of the class it extends last. */
export function fieldsOf(bodyClass: BodyClass): ReadonlyMap<string, Field> {
  let fields = known.get(bodyClass);
  if (fields === undefined) {
    const all: Field[] = [];
    for (let at: unknown = bodyClass; typeof at === 'function'; at = Object.getPrototypeOf(at)) {
      all.push(...(declared.get(at) ?? []));
    }
    fields = new Map(all.map((each) => [each.name, each]));
    known.set(bodyClass, fields);
  }
  return fields;
}
