import { normaliseKey, quote } from '#domain';
import { fault } from './fault.ts';
import { type FieldOptions, field } from './field.ts';
import { keyFaultOf, keyKind } from './key.ts';

/** A list of skus or codes, of a bounded length. */
export function KeyList({
  min,
  max,
  ...options
}: { readonly min: number; readonly max: number } & FieldOptions): PropertyDecorator {
  return field<string[]>(
    {
      check(value) {
        if (!Array.isArray(value)) return fault('must be a list of texts');
        if (value.length < min || value.length > max) return fault(`must have ${min} to ${max} items`);
        for (const [index, item] of value.entries()) {
          const found = keyFaultOf(item);
          if (found !== undefined) return fault(`has ${quote(item)} at place ${index}: it ${found.message}`);
        }
        return undefined;
      },
      read: (keys) => keys.map(normaliseKey),
      schema: { type: 'array', minItems: min, maxItems: max, items: keyKind.schema },
    },
    options,
  );
}
