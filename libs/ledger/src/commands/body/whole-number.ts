import { fault } from './fault.ts';
import { type FieldOptions, field } from './field.ts';

/** A whole number within bounds, as a JSON number. */
export function WholeNumber({
  min,
  max = Number.MAX_SAFE_INTEGER,
  ...options
}: { readonly min: number; readonly max?: number } & FieldOptions): PropertyDecorator {
  const outside = fault(`must be a whole number from ${min} to ${max}`);
  return field<number>(
    {
      check: (value) =>
        typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
          ? undefined
          : outside,
      // Adding 0 makes −0 a 0.
      read: (number) => number + 0,
      schema: { type: 'integer', minimum: min, maximum: max },
    },
    options,
  );
}
