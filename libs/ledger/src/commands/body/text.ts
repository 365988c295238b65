import { isLongerThan } from '#domain';
import { fault } from './fault.ts';
import { type FieldOptions, field } from './field.ts';

/** The most characters (code points) of a name, reason or reference. */
const TEXT_LENGTH_MAX = 500;

const CONTROL = /\p{Cc}/u;

/** A name, reason or reference: 1 to 500 characters that say something, kept as they are. */
export function Text(options?: FieldOptions): PropertyDecorator {
  return field<string>(
    {
      check(value) {
        if (typeof value !== 'string') return fault('must be a text');
        if (isLongerThan(value, TEXT_LENGTH_MAX)) {
          return fault(`must have at most ${TEXT_LENGTH_MAX} characters`);
        }
        if (value.trim() === '') return fault('must not be empty or blank');
        if (!value.isWellFormed()) return fault('must not contain half a character (a lone surrogate)');
        if (CONTROL.test(value)) return fault('must not contain control characters');
        return undefined;
      },
      read: (text) => text,
      schema: { type: 'string', minLength: 1, maxLength: TEXT_LENGTH_MAX },
    },
    options,
  );
}
