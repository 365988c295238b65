import { type Command, quote, type Reason } from '#domain';
import type { CommandBody } from './body/command-body.ts';
import type { BodyClass } from './body/field.ts';
import { instantiate, type Stranger } from './body/instantiate.ts';
import { readBody } from './body/read-body.ts';
import { faultsOf } from './body/validate-body.ts';
import { type CommandName, type CommandNamed, commandBodies, isCommandName } from './command-bodies.ts';

/** A command that was read, and where its sender believes its stream to stand. */
export interface ParsedCommand<C extends Command = Command> {
  readonly command: C;
  readonly expectedRevision?: number;
}

/**
 * Reads a command from the JSON of its body. What comes out is typed and in canonical form, with no default filled
 * in; the domain does not check it again.
 *
 * @returns the command, or everything that is wrong with the body: VALIDATION_FAILED, then OUT_OF_RANGE and
 *   PRECISION_EXCEEDED. It takes any value at all, of any size and depth, and never throws.
 */
export function parseCommand<Name extends CommandName>(
  name: Name,
  json: unknown,
): ParsedCommand<CommandNamed<Name>> | Reason[];
export function parseCommand(name: string, json: unknown): ParsedCommand | Reason[];
export function parseCommand(name: string, json: unknown): ParsedCommand | Reason[] {
  if (!isCommandName(name)) return [failure('type', `there is no command ${quote(name)}`)];
  const strangers: Stranger[] = [];
  const body = instantiate(commandBodies[name] as BodyClass<CommandBody>, json, '', strangers);
  if (body === undefined) return [failure('', `the body of ${name} must be an object`)];
  const reasons = [
    ...strangers.map((path) => failure(path, `${path} is not a field of ${name}`)),
    ...faultsOf(body),
  ];
  if (reasons.length > 0) return reasons.sort(malformedFirst);
  const { expectedRevision, ...fields } = readBody(body) as { expectedRevision?: number };
  const command = { type: name, ...fields } as Command;
  return expectedRevision === undefined ? { command } : { command, expectedRevision };
}

const failure = (path: string, message: string): Reason => ({
  code: 'VALIDATION_FAILED',
  message,
  ...(path !== '' && { path }),
});

/** The first reason's code is the refusal's: that the body is malformed comes before any rule. */
const malformedFirst = (a: Reason, b: Reason): number => rank(a) - rank(b);

const rank = ({ code }: Reason): number => (code === 'VALIDATION_FAILED' ? 0 : 1);
