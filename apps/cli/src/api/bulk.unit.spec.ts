import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import type { BulkItem, BulkResult } from './api.ts';
import { sendInBulk } from './bulk.ts';
import type { Transport } from './transport.ts';

const commands = (count: number): BulkItem[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `c-${index}`,
    type: 'AdjustLevel',
    data: { sku: 'A\u2028B' },
  }));

async function* stream<Item>(items: Iterable<Item>, failure?: Error): AsyncGenerator<Item> {
  yield* items;
  if (failure !== undefined) throw failure;
}

/** Answers each command that comes in with 200, until it has answered `most`. */
function ledger({
  most = Number.POSITIVE_INFINITY,
  status = 200,
  body = '',
} = {}): Transport & { received: string[] } {
  const received: string[] = [];
  return {
    received,
    place: 'the ledger',
    async exchange(request) {
      if (status !== 200) return { status, headers: {}, body: Readable.from([body]) };
      received.push(...(await text(request.body as Readable)).split('\n').filter((line) => line !== ''));
      const results = received.slice(0, most).map((line) => ({ id: JSON.parse(line).id, status: 200 }));
      return {
        status,
        headers: {},
        body: Readable.from(results.map((result) => `${JSON.stringify(result)}\n`)),
      };
    },
    async close() {},
  };
}

async function resultsOf(results: AsyncIterable<BulkResult>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of results) ids.push(String(id));
  return ids;
}

describe('commands in bulk', () => {
  test('go out as a line each and come back as a result each', async () => {
    const transport = ledger();
    const ids = await resultsOf(sendInBulk(transport, stream(commands(3000))));

    expect(transport.received).toHaveLength(3000);
    expect(JSON.parse(transport.received[1] ?? '')).toEqual({
      id: 'c-1',
      type: 'AdjustLevel',
      data: { sku: 'A\u2028B' },
    });
    expect(ids).toEqual(commands(3000).map(({ id }) => id));
  });

  test('none is a result too', async () => {
    expect(await resultsOf(sendInBulk(ledger(), stream([])))).toEqual([]);
  });

  test('are finished before the failure of their source is told', async () => {
    const ids: string[] = [];
    const sending = async () => {
      const items = stream(commands(3), new Error('line 4 is broken'));
      for await (const { id } of sendInBulk(ledger(), items)) ids.push(String(id));
    };
    await expect(sending()).rejects.toThrow('line 4 is broken');
    expect(ids).toEqual(['c-0', 'c-1', 'c-2']);
  });

  test('that get no answer are missed', async () => {
    const sending = resultsOf(sendInBulk(ledger({ most: 2 }), stream(commands(3))));
    await expect(sending).rejects.toThrow('the ledger broke off before the last result');
  });

  test('are refused in the words of the problem', async () => {
    const body = JSON.stringify({
      code: 'NOT_READY',
      reasons: [{ code: 'NOT_READY', message: 'Still starting.' }],
    });
    const sending = resultsOf(sendInBulk(ledger({ status: 503, body }), stream(commands(1))));
    await expect(sending).rejects.toThrow('Still starting.');
  });
});
