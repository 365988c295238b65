import { expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { COMMAND_NAMES, parseCommand } from '#ledger';
import { COMMANDS } from './command-descriptions.ts';
import { openApiDocument } from './document.ts';

test('the description is valid OpenAPI', async () => {
  const validator = new Validator();

  const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(openApiDocument())));

  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test('every reference leads somewhere, and every schema is referred to', () => {
  const document = openApiDocument();
  const text = JSON.stringify(document);
  const named = new Set(
    [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name),
  );

  expect([...named].sort()).toEqual(Object.keys(document.components.schemas).sort());
});

test.each(COMMAND_NAMES)('the example of %s is a valid body', (name) => {
  expect(parseCommand(name, COMMANDS[name].example)).toHaveProperty('command.type', name);
});
