import type { ItemResult } from '../bulk/results-of.ts';
import type { AnswerBody } from '../commands/result.ts';
import type { Problem } from '../problem/problem.ts';

/** An answer, its body read as JSON. */
export interface Answered<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** What a test wants of an answer: whatever it expects to be there. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at answers member by member, and fail where one is missing.
export type Json = any;

export interface Client {
  readonly address: string;
  request(path: string, init?: RequestInit): Promise<Answered<Json>>;
  get(path: string): Promise<Answered<Json>>;
  /** Sends one command. */
  send(
    name: string,
    fields: object,
    headers?: Record<string, string>,
  ): Promise<Answered<AnswerBody & Problem>>;
  /** Sends a command that must be accepted. */
  done(name: string, fields: object, headers?: Record<string, string>): Promise<AnswerBody>;
  /** Sends many commands as a JSON array. */
  sendMany(items: readonly object[], query?: string): Promise<Answered<readonly Json[]>>;
  /** Sends many commands as NDJSON. */
  sendLines(lines: readonly (object | string)[], query?: string): Promise<ItemResult[]>;
}

const JSON_TYPE = { 'content-type': 'application/json' };

export function clientOf(address: string): Client {
  const request = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${address}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    request(path, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });
  const send: Client['send'] = (name, fields, headers) => post(`/v1/commands/${name}`, fields, headers);
  return {
    address,
    request,
    get: request,
    send,
    async done(name, fields, headers) {
      const { status, body } = await send(name, fields, headers);
      if (status !== 200) throw new Error(`${name} was answered with ${status}: ${JSON.stringify(body)}`);
      return body;
    },
    sendMany: (items, query = '') => post(`/v1/commands${query}`, items),
    async sendLines(lines, query = '') {
      const body = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
      const headers = { 'content-type': 'application/x-ndjson' };
      const response = await fetch(`${address}/v1/commands${query}`, { method: 'POST', headers, body });
      const text = await response.text();
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    },
  };
}
