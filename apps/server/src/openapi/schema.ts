/** Short ways to write JSON Schemas. */
export type Schema = Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, Schema>>;

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

export const described = (schema: Schema, description: string): Schema => ({ ...schema, description });

/** An object with the members it must have and those it may have. */
export const object = (required: Properties, optional: Properties = {}): Schema => ({
  type: 'object',
  properties: { ...required, ...optional },
  ...(Object.keys(required).length > 0 && { required: Object.keys(required) }),
});

/** An object that has no other members: what a client sends. */
export const closed = (required: Properties, optional: Properties = {}): Schema => ({
  ...object(required, optional),
  additionalProperties: false,
});

export const list = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });

export const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

export const text = (description?: string): Schema => ({
  type: 'string',
  ...(description && { description }),
});

export const choice = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });

export const boolean: Schema = { type: 'boolean' };

export const whole = (minimum: number, maximum?: number): Schema => ({
  type: 'integer',
  minimum,
  ...(maximum !== undefined && { maximum }),
});
