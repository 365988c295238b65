import { fault } from './fault.ts';
import { type FieldOptions, field } from './field.ts';

const IANA_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

const NO_TIME_ZONE = fault('must be the IANA name of a time zone, such as "Europe/Berlin"');

/** The IANA name of a time zone that this machine knows. */
export const TimeZone = (options?: FieldOptions): PropertyDecorator =>
  field<string>(
    {
      check: (value) => (isTimeZone(value) ? undefined : NO_TIME_ZONE),
      read: (name) => name,
      schema: { type: 'string', examples: ['UTC', 'Europe/Berlin'] },
    },
    options,
  );

function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 100 || !IANA_NAME.test(value)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
