import { field } from './field.ts';

/** Any JSON value, null included: the domain judges it. */
export const AnyValue = (): PropertyDecorator =>
  field({ check: () => undefined, read: (value) => value, schema: {} });
