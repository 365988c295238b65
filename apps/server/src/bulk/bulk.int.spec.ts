import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BODY_BYTES_MAX } from '../http/limits.ts';
import type { Json } from '../testing/client.ts';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { order, stock } from '../testing/shop.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  await stock(server, { A: 100, B: 100 });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const adjust = (sku: string, quantity: number, id?: string) => ({
  ...(id !== undefined && { id }),
  type: 'AdjustLevel',
  data: { sku, warehouse: 'main', quantity: String(quantity), reason: 'test' },
});
const submit = (orderId: string, quantities: Record<string, number>) => ({
  type: 'SubmitOrder',
  data: order(orderId, quantities),
});
const statuses = (results: readonly Json[]) => results.map(({ status }) => status);

describe('of many commands', () => {
  test('each has one result, in order, and one that fails does not stop the others', async () => {
    const { status, body } = await server.sendMany([
      adjust('A', 1, 'one'),
      adjust('none', 1, 'two'),
      ['no command'],
      { id: 'four', type: 'Nope', data: {} },
      adjust('A', -1, 'five'),
    ]);

    expect(status).toBe(200);
    expect(body.map(({ id, status }) => [id, status])).toEqual([
      ['one', 200],
      ['two', 422],
      [null, 400],
      ['four', 404],
      ['five', 200],
    ]);
  });

  test('the id is the idempotency key, also of a single command', async () => {
    const first = await server.done('AdjustLevel', adjust('A', 1).data, { 'idempotency-key': 'shared' });

    const { body } = await server.sendMany([adjust('A', 1, 'shared'), adjust('A', 2, 'shared')]);

    expect(body[0]?.result).toEqual(first);
    expect(body[1]).toMatchObject({ status: 409, problem: { code: 'IDEMPOTENCY_CONFLICT' } });
  });

  test('with atomic=stop what follows the first failure has no effect and no result', async () => {
    const items = [adjust('B', 1), adjust('none', 1), adjust('B', 1)];

    const { body } = await server.sendMany(items, '?atomic=stop');
    const lines = await server.sendLines(items, '?atomic=stop');
    const unreadable = await server.sendLines(['x', adjust('B', 1)], '?atomic=stop');

    expect([statuses(body), statuses(lines), statuses(unreadable)]).toEqual([[200, 422], [200, 422], [400]]);
    const { body: product } = await server.get(
      `/v1/products/B?minPosition=${lines[0] && positionOf(lines[0])}`,
    );
    expect(product.totals[0].onHand).toBe('102');
  });

  test('an empty list has no results', async () => {
    expect((await server.sendMany([])).body).toEqual([]);
    expect(await server.sendLines([])).toEqual([]);
  });
});

test('the results are those of one command after the other, whatever the commands', async () => {
  await using single = await openServer();
  await using many = await openServer();
  await using lines = await openServer();
  const at = '2026-01-01T00:00:00Z';
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyCommand, { minLength: 1, maxLength: 60 }), async (commands) => {
      // What is named is new in each run; the options stay, on all three alike.
      run += 1;
      const items = commands.map((command) => ({ ...inRun(run, command), decidedAt: at }));

      const one: Json[] = [];
      for (const { type, data } of items) {
        const { status, body } = await single.send(type, data, { 'stockbook-decided-at': at });
        one.push(status === 200 ? { status, result: body } : { status, problem: body });
      }
      const all = await many.sendMany(items);
      const streamed = await lines.sendLines(items);

      expect(withoutIds(all.body)).toEqual(withoutIds(one));
      expect(withoutIds(streamed)).toEqual(withoutIds(one));
    }),
    { numRuns: 25 },
  );
});

const sku = fc.constantFrom('X', 'Y');

const anyCommand: fc.Arbitrary<{ type: string; data: object }> = fc.oneof(
  sku.map((each) => ({ type: 'RegisterProduct', data: { sku: each, name: each } })),
  fc.tuple(sku, fc.integer({ min: -3, max: 5 })).map(([each, quantity]) => adjust(each, quantity)),
  fc
    .tuple(
      fc.nat(20),
      fc.dictionary(sku, fc.integer({ min: 1, max: 4 }), { minKeys: 1, noNullPrototype: true }),
    )
    .map(([id, quantities]) => submit(String(id), quantities)),
  fc.nat(20).map((id) => ({ type: 'CancelOrder', data: { orderId: String(id) } })),
  fc
    .tuple(fc.constantFrom('backOrder', 'manageInventory'), fc.boolean())
    .map(([option, value]) => ({ type: 'SetOption', data: { scope: { level: 'system' }, option, value } })),
);

const inRun = (run: number, command: { type: string; data: object }): { type: string; data: object } =>
  JSON.parse(JSON.stringify(command), (name, value) =>
    name === 'sku' || name === 'orderId' ? `${run}-${value}` : value,
  );

/** Results without what differs from one ledger to the other: the ids that the server makes. */
const withoutIds = (results: readonly Json[]) =>
  results.map(({ id: _id, ...result }) =>
    JSON.parse(JSON.stringify(result, (name, value) => (name === 'commandId' ? undefined : value))),
  );

describe('a stream of NDJSON', () => {
  test('is answered while it is still being sent', async () => {
    const { send, next, end } = await stream();
    for (let index = 0; index < 3; index++) {
      send(`${JSON.stringify(adjust('A', 1, `streamed-${index}`))}\n`);
      expect(await next()).toMatchObject({ id: `streamed-${index}`, status: 200 });
    }
    send('{"half":');
    send('"a line"}\n');
    expect(await next()).toMatchObject({ status: 400 });
    end();
    expect(await next()).toBeUndefined();
  });

  test('may hold lines that are no commands: one result each', async () => {
    const long = `{"id":"${'x'.repeat(BODY_BYTES_MAX)}"}`;

    const results = await server.sendLines(['x', '', '  ', long, '[1]', 'null', '\u00e9', adjust('A', 1)]);

    expect(results.map(({ status }) => status)).toEqual([400, 413, 400, 400, 400, 200]);
  });

  test('is taken in no faster than its results are read', async () => {
    const count = 20_000;
    const reason = 'x'.repeat(500);
    const line = `${JSON.stringify({ type: 'AdjustLevel', data: { ...adjust('A', 1).data, reason } })}\n`;
    const before = await commandsDone();
    const { send, next, end } = await stream();
    for (let index = 0; index < count; index++) send(line);
    end();

    const doneUnread = await settled(commandsDone);
    let answered = 0;
    for (let result = await next(); result !== undefined; result = await next()) {
      expect(result.status).toBe(200);
      answered += 1;
    }

    expect(doneUnread - before).toBeLessThan(count);
    expect(answered).toBe(count);
    expect(await commandsDone()).toBe(before + count);
  });

  test('that breaks off has done what was whole, and nothing else', async () => {
    const before = Number((await server.get('/v1/products/A')).body.totals[0].onHand);
    const { send, next, destroy } = await stream();
    send(`${JSON.stringify(adjust('A', 7, 'whole'))}\n${JSON.stringify(adjust('A', 1000)).slice(0, -1)}`);
    const first = await next();

    destroy();

    const { position } = await server.done('RenameProduct', { sku: 'A', name: 'after the break' });
    const { body } = await server.get(`/v1/products/A?minPosition=${position}`);
    expect(first).toMatchObject({ id: 'whole', status: 200 });
    expect(Number(body.totals[0].onHand)).toBeGreaterThanOrEqual(before);
    expect(Number(body.totals[0].onHand)).toBeLessThan(before + 1000);
  });

  test('gets its last word when the server shuts down', async () => {
    const { send, next } = await stream();
    send(`${JSON.stringify(adjust('A', 1, 'in-time'))}\n`);
    expect(await next()).toMatchObject({ id: 'in-time', status: 200 });

    const restarted = server.restart();

    expect(await next()).toMatchObject({ id: null, status: 503, problem: { code: 'SHUTTING_DOWN' } });
    expect(await next()).toBeUndefined();
    server = await restarted;
  });
});

async function commandsDone(): Promise<number> {
  const { body } = await server.get('/metrics');
  return Number(/^stockbook_ledger_commands_done_total (\d+)/m.exec(body)?.[1]);
}

/** What a figure comes to: that it was seen many times in a row. */
async function settled(look: () => Promise<number>): Promise<number> {
  let figure = await look();
  for (let seen = 0; seen < 100; seen++) {
    const found = await look();
    if (found !== figure) seen = 0;
    figure = found;
  }
  return figure;
}

const positionOf = (result: object): string => ('result' in result ? (result.result as Json).position : '-1');

/** A request whose lines are sent, and whose results are read, one by one. */
async function stream() {
  const { hostname, port } = new URL(server.address);
  const headers = { 'content-type': 'application/x-ndjson' };
  const sending = request({ hostname, port, path: '/v1/commands', method: 'POST', headers });
  sending.on('error', () => {});
  sending.flushHeaders();
  const answer = once(sending, 'response').then(([response]) => {
    expect(response.headers['content-type']).toBe('application/x-ndjson');
    return createInterface({ input: response })[Symbol.asyncIterator]();
  });
  return {
    send: (text: string) => void sending.write(text),
    end: () => void sending.end(),
    destroy: () => void sending.destroy(),
    async next(): Promise<Json> {
      const { done, value } = await (await answer).next();
      return done ? undefined : JSON.parse(value);
    },
  };
}
