import { parseInstant } from '#domain';
import { fault } from './fault.ts';
import { type FieldOptions, field } from './field.ts';

const NO_INSTANT = fault(
  'must be an instant of an existing day in ISO 8601 UTC, such as "2030-01-31T12:00:00Z"',
);

/** An instant in ISO 8601 UTC. */
export const Instant = (options?: FieldOptions): PropertyDecorator =>
  field<string>(
    {
      check: (value) => (parseInstant(value) === undefined ? NO_INSTANT : undefined),
      read: parseInstant,
      schema: { type: 'string', format: 'date-time' },
    },
    options,
  );
