import { type CommandName, isCommandName } from '#ledger';
import { PROBLEMS, type ProblemCode } from '../problem/codes.ts';
import { POSITION_HEADER } from '../queries/ask.ts';
import { NO_PARAMETERS, type Parameters } from '../query/query.pipe.ts';
import { VERSION } from '../version.ts';
import { ANSWERS } from './answer-schemas.ts';
import { cartFields, sourcingFields } from './cart-fields.ts';
import { COMMANDS, fieldsOf } from './command-descriptions.ts';
import { json, OPERATIONS, type Operation } from './operations.ts';
import { ref, type Schema } from './schema.ts';
import { COMMAND_HEADERS, INTRODUCTION, PATH_PARAMETERS, TAGS } from './texts.ts';

/** What may go wrong with any request. */
const ANYWHERE: readonly ProblemCode[] = [
  'VALIDATION_FAILED',
  'HOST_NOT_ALLOWED',
  'INTERNAL_ERROR',
  'SHUTTING_DOWN',
];

const OF_COMMANDS: readonly ProblemCode[] = [
  'TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'REVISION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
  'OVERLOADED',
  'CONTENDED',
  'STORE_UNAVAILABLE',
];

/** The description of the HTTP interface, OpenAPI 3.1. */
export function openApiDocument() {
  const names = Object.keys(COMMANDS).filter(isCommandName);
  const commands = names.map((name) => [`/v1/commands/${name}`, { post: describe(commandOf(name), '') }]);
  const others = Object.entries(OPERATIONS).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, each]) => [method, describe(each, path)])),
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stockbook',
      version: VERSION,
      description: INTRODUCTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: TAGS,
    paths: Object.fromEntries([...commands, ...others]),
    components: {
      schemas: {
        ...ANSWERS,
        ...Object.fromEntries(names.map((name) => [name, fieldsOf(name)])),
        Cart: cartFields(),
        OrderToSource: sourcingFields(),
      },
    },
    security: [],
  };
}

function commandOf(name: CommandName): Operation {
  const { summary, description, example } = COMMANDS[name];
  return {
    id: name,
    tag: 'Commands',
    summary,
    ...(description !== undefined && { description }),
    parameters: NO_PARAMETERS,
    headers: COMMAND_HEADERS,
    body: { 'application/json': { schema: ref(name), example } },
    answer: json(ref('CommandAnswer')),
    problems: [...OF_COMMANDS, ...REFUSALS],
  };
}

/** Any rule may refuse any command, as far as a client should care. */
const REFUSALS = (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => {
  return PROBLEMS[code].status === 422 || code === 'ALREADY_EXISTS';
});

function describe(operation: Operation, path: string) {
  const { id, tag, summary, description, parameters, headers = [], body, answer, tellsPosition } = operation;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const described = [
    ...names.map((name) => PATH_PARAMETERS[name as keyof typeof PATH_PARAMETERS]),
    ...headers,
    ...queryParameters(parameters),
  ];
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(described.length > 0 && { parameters: described }),
    ...(body !== undefined && { requestBody: { required: true, content: body } }),
    responses: {
      200: {
        description: 'Done.',
        ...(tellsPosition && { headers: { [POSITION_HEADER]: POSITION } }),
        content: answer,
      },
      ...problemResponses([...operation.problems, ...ANYWHERE]),
    },
  };
}

const POSITION = { description: 'Everything up to here shows in the answer.', schema: ref('Position') };

const RETRY_AFTER = {
  description: 'Seconds. Sending again with the same key is safe.',
  schema: { type: 'integer' },
};

const queryParameters = (parameters: Parameters) =>
  Object.entries(parameters).map(([name, { description, schema, required = false }]) => ({
    name,
    in: 'query',
    description,
    required,
    schema,
  }));

function problemResponses(codes: readonly ProblemCode[]): Record<string, Schema> {
  const byStatus = Map.groupBy(new Set(codes), (code) => PROBLEMS[code].status);
  const responses = [...byStatus].map(([status, each]) => [
    String(status),
    {
      description: each.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join('\n\n'),
      ...(status === 503 && { headers: { 'retry-after': RETRY_AFTER } }),
      content: { 'application/problem+json': { schema: ref('Problem') } },
    },
  ]);
  return Object.fromEntries(responses);
}
