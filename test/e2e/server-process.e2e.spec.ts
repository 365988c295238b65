import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordedServer } from '../../apps/server/src/serve/running-server.ts';
import type { Client, Json } from '../../apps/server/src/testing/client.ts';
import { order, stock } from '../../apps/server/src/testing/shop.ts';
import { dataFolder, refusedStart, type ServerProcess, startServer } from './server-process.ts';

const CALLERS = 32;

interface Acknowledged {
  readonly key: string;
  readonly status: number;
  readonly body: Json;
}

/**
 * Sends orders and adjustments from many callers until the server goes away, and gives what was acknowledged. Each
 * caller sends its next one when the last one was answered.
 */
async function load(
  client: Client,
  until: (acknowledged: readonly Acknowledged[]) => void,
): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  let next = 0;
  const caller = async () => {
    for (;;) {
      const index = next++;
      const key = `load-${index}`;
      try {
        const { status, body } = await sendLoad(client, index, key);
        if (status === 503) return;
        acknowledged.push({ key, status, body });
        until(acknowledged);
      } catch {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return acknowledged;
}

const sendLoad = (client: Client, index: number, key: string) =>
  index % 3 === 0
    ? client.send(
        'AdjustLevel',
        { sku: 'A', warehouse: 'main', quantity: '1', reason: 'load' },
        { 'idempotency-key': key },
      )
    : client.send('SubmitOrder', order(key, { A: 1, B: (index % 5) + 1 }), { 'idempotency-key': key });

/** The whole log, by stream. */
async function streamsOf(client: Client): Promise<Map<string, Json[]>> {
  const events: Json[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = await client.get(`/v1/events?limit=1000${cursor && `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    events.push(...body.items);
    cursor = body.next;
  }
  return Map.groupBy(events, ({ stream }) => stream);
}

/** Everything that was acknowledged is there, once, and no order is left undecided. */
async function expectNothingLost(client: Client, acknowledged: readonly Acknowledged[]): Promise<void> {
  const { position } = await client.done('RenameProduct', { sku: 'A', name: 'looked at' });
  expect((await client.get(`/v1/products?minPosition=${position}`)).status).toBe(200);
  const streams = await streamsOf(client);
  const events = [...streams.values()].flat();

  const adjusted = Map.groupBy(
    events.filter(({ type, data }) => type === 'LevelAdjusted' && data.reason === 'load'),
    ({ commandId }) => commandId,
  );
  for (const { key, status, body } of acknowledged) {
    if (!body.stream?.startsWith('product-')) continue;
    expect([key, status, adjusted.get(`local:${key}`)?.length]).toEqual([key, 200, 1]);
  }

  for (const [stream, own] of streams) {
    if (!stream.startsWith('order-')) continue;
    const outcomes = own.filter(({ type }) => type === 'OrderAccepted' || type === 'OrderRejected');
    expect([stream, outcomes.length]).toEqual([stream, 1]);
    if (outcomes[0]?.type === 'OrderRejected') expect(own.at(-1)?.type).toBe('OrderSettled');
  }
  for (const { key, status } of acknowledged) {
    const own = streams.get(`order-${key}`);
    if (own === undefined) continue;
    expect([key, own.some(({ type }) => type === 'OrderAccepted')]).toEqual([key, status === 200]);
  }

  await expectLevelsAddUp(client, streams);
}

/** What is allocated is what the accepted orders ask for; what is on hand is what was adjusted. */
async function expectLevelsAddUp(
  client: Client,
  streams: ReadonlyMap<string, readonly Json[]>,
): Promise<void> {
  const sums = new Map([
    ['A', { onHand: 0, allocated: 0 }],
    ['B', { onHand: 0, allocated: 0 }],
  ]);
  for (const own of streams.values()) {
    for (const { type, data } of own) {
      const sum = type === 'LevelAdjusted' ? sums.get(data.sku) : undefined;
      if (sum !== undefined) sum.onHand += Number(data.quantity);
    }
    if (!own.some(({ type }) => type === 'OrderAccepted')) continue;
    for (const { sku, quantity } of own[0]?.data.lines ?? []) {
      const sum = sums.get(sku);
      if (sum !== undefined) sum.allocated += Number(quantity);
    }
  }
  for (const [sku, { onHand, allocated }] of sums) {
    const { body } = await client.get(`/v1/products/${sku}`);
    expect([sku, body.totals[0]]).toMatchObject([
      sku,
      { onHand: String(onHand), allocated: String(allocated) },
    ]);
    expect(onHand - allocated).toBeGreaterThanOrEqual(0);
  }
}

describe('a server that is killed in the middle of a load', () => {
  test('has everything that it acknowledged, once, and no order undecided, however often', async () => {
    await using data = await dataFolder();
    const acknowledged: Acknowledged[] = [];
    let server = await startServer(data.path);
    await stock(server, { A: 600, B: 2000 });
    for (const count of [200, 350, 500]) {
      let ended: Promise<unknown> | undefined;
      const { end } = server;
      acknowledged.push(
        ...(await load(server, (sofar) => {
          if (sofar.length >= count) ended ??= end('SIGKILL');
        })),
      );
      await ended;
      server = await startServer(data.path);
      await expectNothingLost(server, acknowledged);
      await expectRepeatsAnswered(server, acknowledged.slice(-50));
    }
    expect(await server.end('SIGTERM')).toBe(0);
    expect(acknowledged.length).toBeGreaterThanOrEqual(1050);
  });
});

/** Sent again, what was acknowledged is answered as it was, and has no second effect. */
async function expectRepeatsAnswered(client: Client, acknowledged: readonly Acknowledged[]): Promise<void> {
  for (const { key, status, body } of acknowledged) {
    const again = await sendLoad(client, Number(key.replace('load-', '')), key);
    expect([key, again.status]).toEqual([key, status]);
    if (status === 200) expect(again.body).toEqual(body);
  }
}

describe('a server that is told to stop under load', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s: loses nothing, and exits with 0', async (signal) => {
    await using data = await dataFolder();
    await using server = await startServer(data.path);
    await stock(server, { A: 600, B: 2000 });
    let exit: Promise<number | string> | undefined;

    const acknowledged = await load(server, ({ length }) => {
      if (length >= 300) exit ??= server.end(signal);
    });

    expect(await exit).toBe(0);
    expect(existsSync(join(data.path, 'server.json'))).toBe(false);
    expect(server.log().filter(({ level }) => level === 'error')).toEqual([]);
    await using again = await startServer(data.path);
    await expectNothingLost(again, acknowledged);
    expect(acknowledged.every(({ status }) => status === 200 || status === 422)).toBe(true);
  });
});

describe('a running server', () => {
  let data: Awaited<ReturnType<typeof dataFolder>>;
  let server: ServerProcess;

  beforeAll(async () => {
    data = await dataFolder();
    server = await startServer(data.path);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await data[Symbol.asyncDispose]();
  });

  test('prints one line, and logs JSON', async () => {
    expect(server.output()).toBe(`listening on ${server.address}\n`);
    expect(server.log()).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        msg: expect.stringContaining('access control is not configured'),
      }),
    );
  });

  test('notes where it answers, for others that find the log in use', () => {
    expect(recordedServer(data.path)).toEqual({ pid: server.pid, address: server.address });
  });

  test('lets no second one write the same log', async () => {
    const { code, output, error } = await refusedStart(['--data', data.path, '--port', '0']);

    expect([code, output]).toEqual([1, '']);
    expect(error).toContain(`is in use by process ${server.pid}`);
  });

  test('does not log requests one by one', async () => {
    const before = server.log().length;

    for (let index = 0; index < 20; index++) await server.get('/v1/products/none');

    expect(server.log()).toHaveLength(before);
  });

  test('tells figures of itself and of its process', async () => {
    const { body } = await server.get('/metrics');

    for (const name of [
      'stockbook_commands_total',
      'stockbook_projector_lag_seconds',
      'process_cpu_seconds_total',
    ]) {
      expect(body).toContain(`# TYPE ${name}`);
    }
  });
});

describe('a start is refused', () => {
  test.each([
    [['--port', 'x'], {}, 2, /--port is x/],
    [['--colour', 'red'], {}, 2, /--colour/],
    [['--host', '0.0.0.0'], {}, 2, /without access control .* loopback only/],
    [[], { STOCKBOOK_STORE: 'esdb://localhost?tls=no' }, 2, /STOCKBOOK_STORE cannot be used: tls should be/],
    [[], { STOCKBOOK_PROT: '1' }, 2, /STOCKBOOK_PROT is no setting/],
  ])('%j %j', async (args, variables, code, message) => {
    const refusal = await refusedStart(args, variables as Record<string, string>);

    expect([refusal.code, refusal.output]).toEqual([code, '']);
    expect(refusal.error).toMatch(message);
    expect(refusal.error).not.toContain('    at ');
  });

  test('where the port is taken', async () => {
    await using first = await dataFolder();
    await using second = await dataFolder();
    await using server = await startServer(first.path);

    const { code, error } = await refusedStart([
      '--data',
      second.path,
      '--port',
      new URL(server.address).port,
    ]);

    expect(code).toBe(1);
    expect(error).toMatch(/EADDRINUSE/);
  });
});
