import { fault } from './fault.ts';
import { type FieldOptions, field } from './field.ts';

const NO_FLAG = fault('must be true or false');

export const Flag = (options?: FieldOptions): PropertyDecorator =>
  field<boolean>(
    {
      check: (value) => (typeof value === 'boolean' ? undefined : NO_FLAG),
      read: (flag) => flag,
      schema: { type: 'boolean' },
    },
    options,
  );
