import { type BodyClass, type FieldOptions, field } from './field.ts';
import { instantiate, type Stranger } from './instantiate.ts';
import { readBody } from './read-body.ts';
import { schemaOf } from './schema-of.ts';
import { Unfit } from './unfit.ts';

/** An object within the body, with fields of its own. */
export const Part = (part: BodyClass, options?: FieldOptions): PropertyDecorator =>
  field<object>(
    {
      part,
      prepare: (value, path, strangers) => partOf(part, value, path, strangers),
      check: faultOfUnfit,
      read: readBody,
      schema: schemaOf(part),
    },
    options,
  );

/** A list of such objects, of a bounded length. */
export function PartList(
  part: BodyClass,
  { min, max, ...options }: { readonly min: number; readonly max: number } & FieldOptions,
): PropertyDecorator {
  return field<readonly object[]>(
    {
      part,
      prepare(value, path, strangers) {
        if (!Array.isArray(value)) return new Unfit('must be a list of objects');
        const { length } = value;
        if (length < min || length > max) return new Unfit(`must have ${min} to ${max} items, not ${length}`);
        return Array.from(value, (item, index) => partOf(part, item, `${path}[${index}]`, strangers));
      },
      check: faultOfUnfit,
      read: (parts) => parts.map(readBody),
      schema: { type: 'array', minItems: min, maxItems: max, items: schemaOf(part) },
    },
    options,
  );
}

const partOf = (part: BodyClass, value: unknown, path: string, strangers: Stranger[]): object =>
  instantiate(part, value, path, strangers) ?? new Unfit('must be an object');

const faultOfUnfit = (value: unknown) => (value instanceof Unfit ? value.fault : undefined);
