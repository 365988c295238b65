import { fault } from './fault.ts';
import { type FieldOptions, field } from './field.ts';

/** One of a few texts. */
export function OneOf(values: readonly string[], options?: FieldOptions): PropertyDecorator {
  const noneOfThem = fault(`must be one of ${values.join(', ')}`);
  return field<string>(
    {
      check: (value) => (typeof value === 'string' && values.includes(value) ? undefined : noneOfThem),
      read: (value) => value,
      schema: { type: 'string', enum: values },
    },
    options,
  );
}
