import { parseInstant } from '#domain';
import { fault } from './fault.ts';
import { type FieldOptions, field } from './field.ts';

const NEITHER = fault(
  'must be a day, such as "2030-01-31", or an instant in ISO 8601 UTC, such as "2030-01-31T12:00:00Z"',
);

/** A calendar day, which means that of whoever it is compared for, or an instant in ISO 8601 UTC. */
export const DayOrInstant = (options?: FieldOptions): PropertyDecorator =>
  field<string>(
    {
      check: (value) => (read(value) === undefined ? NEITHER : undefined),
      read,
      schema: {
        anyOf: [
          { type: 'string', format: 'date' },
          { type: 'string', format: 'date-time' },
        ],
      },
    },
    options,
  );

const DAY = /^\d{4}-\d\d-\d\d$/;

function read(value: unknown): string | undefined {
  if (typeof value !== 'string' || !DAY.test(value)) return parseInstant(value);
  return parseInstant(`${value}T00:00:00Z`) === undefined ? undefined : value;
}
