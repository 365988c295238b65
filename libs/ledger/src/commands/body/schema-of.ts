import { type BodyClass, type Field, fieldsOf, type Schema } from './field.ts';

/** The JSON Schema of a body, for the description of the API. */
export function schemaOf(bodyClass: BodyClass): Schema {
  const fields = [...fieldsOf(bodyClass).values()];
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, schemaOfField(field)])),
    required: fields.filter(({ optional }) => optional === undefined).map(({ name }) => name),
    additionalProperties: false,
  };
}

const schemaOfField = ({ kind: { schema }, nullable }: Field): Schema =>
  nullable ? { anyOf: [schema, { type: 'null' }] } : schema;
