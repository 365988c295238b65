import { keyFault, normaliseKey, parseInstant, parseQuantity, type Quantity, ZERO } from '#domain';

/** Why a text is not what a parameter takes: the end of a sentence that begins with the parameter's name. */
export class Fault {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** One query parameter: how it is read, and how it is described to clients. */
export interface Parameter<Value> {
  readonly description: string;
  /** JSON Schema of the value. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly required?: boolean;
  /** What an absent parameter is read as. */
  readonly otherwise?: Value;
  readonly parse: (text: string) => Value | Fault;
}

/** A sku, code or id in its one spelling (Unicode NFC). */
export function parseKey(text: string): string | Fault {
  const key = normaliseKey(text);
  return keyFault(key) === undefined
    ? key
    : new Fault('should have 1 to 200 characters, none of them a control character, no blank at an end');
}

export const key = (description: string): Parameter<string> => ({
  description,
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  parse: parseKey,
});

/** A stream's name: what kind of stream, and after a dash its sku, code or id. */
export function parseStream(text: string): string | Fault {
  const [, kind = '', rest] = /^([a-z_]{1,40})(?:-(.*))?$/s.exec(text) ?? [];
  const name = rest === undefined ? kind : parseKey(rest);
  if (name instanceof Fault || name === '')
    return new Fault('should name a stream, such as product-A1 or system');
  return rest === undefined ? kind : `${kind}-${name}`;
}

export const stream = (description: string): Parameter<string> => ({
  description,
  schema: { type: 'string', minLength: 1, maxLength: 241 },
  parse: parseStream,
});

export const oneOf = <const Value extends string>(
  description: string,
  values: readonly Value[],
): Parameter<Value> => ({
  description,
  schema: { type: 'string', enum: values },
  parse: (text) =>
    values.find((value) => value === text) ?? new Fault(`should be one of ${values.join(', ')}`),
});

/** A quantity above 0. */
export const amount = (description: string): Parameter<Quantity> => ({
  description,
  schema: { type: 'string', pattern: '^\\d+(\\.\\d+)?$' },
  parse: (text) => {
    const quantity = parseQuantity(text);
    return typeof quantity === 'bigint' && quantity > ZERO
      ? quantity
      : new Fault('should be a decimal above 0, with at most 10 decimals and up to 10000000000, such as 2.5');
  },
});

export const flag = (description: string): Parameter<boolean> => ({
  description,
  schema: { type: 'boolean' },
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : new Fault('should be true or false')),
});

export const instant = (description: string): Parameter<string> => ({
  description,
  schema: { type: 'string', format: 'date-time' },
  parse: (text) =>
    parseInstant(text) ?? new Fault('should be an instant in UTC, such as 2026-01-31T09:30:00Z'),
});

export const wholeNumber = (description: string, least: number, most: number): Parameter<number> => ({
  description,
  schema: { type: 'integer', minimum: least, maximum: most },
  parse: (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    return number >= least && number <= most
      ? number
      : new Fault(`should be a whole number from ${least} to ${most}`);
  },
});

/** The parameter where it must be there. */
export const required = <Value>(
  parameter: Parameter<Value>,
): Parameter<Value> & { readonly required: true } => ({
  ...parameter,
  required: true,
});

/** The parameter with what it is read as where it is absent. */
export const defaultTo = <Value>(parameter: Parameter<Value>, otherwise: Value) => ({
  ...parameter,
  otherwise,
  schema: { ...parameter.schema, default: otherwise },
});
