import { expect, it } from '@jest/globals';
import { bodies } from '../../testing/bodies.ts';
import { COMMAND_NAMES, commandBodies } from '../command-bodies.ts';
import { schemaOf } from './schema-of.ts';

it('the schema of a body has its fields, what it needs, and nothing else', () => {
  for (const name of COMMAND_NAMES) {
    const { full, required } = bodies[name];
    const schema = schemaOf(commandBodies[name]);
    expect(Object.keys(schema.properties as object).sort()).toEqual(
      [...Object.keys(full), 'expectedRevision'].sort(),
    );
    expect([...(schema.required as string[])].sort()).toEqual([...required].sort());
    expect(schema.additionalProperties).toBe(false);
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  }
});

it('a part has its own schema, and null is named where it may be', () => {
  expect(schemaOf(commandBodies.CancelOrder)).toMatchObject({
    properties: { lines: { type: 'array', maxItems: 2000, items: { required: ['sku', 'quantity'] } } },
  });
  expect(schemaOf(commandBodies.MoveProduct)).toMatchObject({
    properties: { category: { anyOf: [{ type: 'string', maxLength: 200 }, { type: 'null' }] } },
  });
});
