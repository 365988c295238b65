import { isCommandName, type ParsedCommand, parseCommand } from '#ledger';
import { isProblemCode } from '../problem/codes.ts';
import { type Problem, problem, problemOf } from '../problem/problem.ts';

/** Reads the fields of a command, or says everything that is wrong with them. */
export function readCommand(name: string, fields: unknown): ParsedCommand | Problem {
  if (!isCommandName(name)) {
    const message = `there is no command ${name.slice(0, 100).toWellFormed()}; /openapi.json tells which there are`;
    return problem('NOT_FOUND', message, { path: 'type' });
  }
  const parsed = parseCommand(name, fields);
  if (!Array.isArray(parsed)) return parsed;
  const code = parsed[0]?.code ?? 'VALIDATION_FAILED';
  return problemOf(isProblemCode(code) ? code : 'VALIDATION_FAILED', parsed);
}

export const isProblem = (found: object | Problem): found is Problem =>
  'reasons' in found && 'status' in found;
