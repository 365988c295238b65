import type { PipeTransform } from '@nestjs/common';
import { type ProblemReason, problemOf } from '../problem/problem.ts';
import { ProblemError } from '../problem/problem-error.ts';
import { Fault, type Parameter } from './parameter.ts';

// biome-ignore lint/suspicious/noExplicitAny: a table's parameters have values of any type.
export type Parameters = Readonly<Record<string, Parameter<any>>>;

/** Of an address that takes none. */
export const NO_PARAMETERS = {} satisfies Parameters;

/** What a query string holds, read by a table of parameters. */
export type QueryOf<Table extends Parameters> = {
  readonly [Name in keyof Table as Table[Name] extends { required: true } | { otherwise: unknown }
    ? Name
    : never]: ValueOf<Table[Name]>;
} & {
  readonly [Name in keyof Table as Table[Name] extends { required: true } | { otherwise: unknown }
    ? never
    : Name]?: ValueOf<Table[Name]>;
};

type ValueOf<Each> = Each extends Parameter<infer Value> ? Value : never;

/** Reads a query string by a table; refuses what the table does not have. */
export class QueryPipe<Table extends Parameters> implements PipeTransform<unknown, QueryOf<Table>> {
  constructor(private readonly table: Table) {}

  transform(raw: unknown): QueryOf<Table> {
    const given = (raw ?? {}) as Readonly<Record<string, string | readonly string[]>>;
    const reasons: ProblemReason[] = [];
    const fault = (path: string, message: string) =>
      reasons.push({ code: 'VALIDATION_FAILED', message, path });
    for (const name in given) {
      if (!Object.hasOwn(this.table, name)) fault(name, this.unknown(name));
    }
    const query: Record<string, unknown> = {};
    for (const [name, parameter] of Object.entries(this.table)) {
      const text = Object.hasOwn(given, name) ? given[name] : undefined;
      if (text === undefined) {
        if (parameter.required) fault(name, `${name} is missing`);
        if (parameter.otherwise !== undefined) query[name] = parameter.otherwise;
        continue;
      }
      const value = typeof text === 'string' ? parameter.parse(text) : new Fault('is given more than once');
      if (value instanceof Fault) fault(name, `${name} ${value.text}`);
      else query[name] = value;
    }
    if (reasons.length > 0) throw new ProblemError(problemOf('VALIDATION_FAILED', reasons));
    return query as QueryOf<Table>;
  }

  private unknown(name: string): string {
    const names = Object.keys(this.table);
    const known = names.length === 0 ? 'there are none here' : `there are ${names.join(', ')}`;
    return `${name.slice(0, 100)} is no query parameter here; ${known}`;
  }
}
