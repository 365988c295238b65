import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { onlineRetailSlice } from '../../apps/cli/src/online-retail/slice-file.ts';
import { startStockbook, stockbook } from '../../apps/cli/src/testing/run-stockbook.ts';
import type { Recomputed } from '../online-retail/recompute.ts';

type Figures = Record<'onHand' | 'allocated' | 'available', number>;

interface Report {
  readonly commands: number;
  readonly orders: { readonly accepted: number; readonly refused: number };
  readonly cancellations: { readonly done: number; readonly ofRefusedOrders: number };
  readonly adjustments: Readonly<Record<string, number>>;
  readonly unexpected: { readonly count: number };
  readonly products: { readonly outOfStock: { readonly count: number } };
  readonly events: { readonly written: number; readonly total: number; readonly hash: string };
}

const SLICE = onlineRetailSlice();
const LOAD_MS_MAX = 120_000;

async function load(data: string): Promise<Report> {
  const { exitCode, stdout, stderr } = await stockbook(['import', SLICE, '--data', data, '--json']);
  if (exitCode !== 0) throw new Error(`import ended with ${exitCode}:\n${stderr}`);
  return JSON.parse(stdout);
}

async function levelsIn(data: string): Promise<Map<string, Figures>> {
  const { stdout } = await stockbook(['levels', '--data', data, '--json']);
  const levels = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return new Map(
    levels.map(({ sku, onHand, allocated, available }) => [
      sku,
      { onHand: Number(onHand), allocated: Number(allocated), available: Number(available) },
    ]),
  );
}

async function recomputed(): Promise<Recomputed> {
  const program = join(import.meta.dirname, 'main-job-recomputed.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program], { maxBuffer: 2 ** 26 });
  const { levels, ...counts } = JSON.parse(stdout);
  return { levels: new Map(levels), ...counts };
}

describe('the shipped slice, loaded by the command line', () => {
  let folder: string;
  let expected: Recomputed;
  let first: Report;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stockbook-main-job-'));
    expected = await recomputed();
    first = await load(join(folder, 'whole'));
  }, LOAD_MS_MAX);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('comes to the level of every product that its rows come to', async () => {
    const levels = await levelsIn(join(folder, 'whole'));
    const none: Figures = { onHand: 0, allocated: 0, available: 0 };

    const found = [...expected.levels.keys()].map((sku) => [sku, levels.get(sku) ?? none]);
    expect(expected.levels.size).toBe(3143);
    expect([...levels.keys()].filter((sku) => !expected.levels.has(sku))).toEqual([]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected.levels));
  });

  test('accepts and refuses the orders that its rows say', () => {
    const { orders, cancellations, adjustments } = expected;

    expect(first.orders).toMatchObject({ accepted: orders.accepted, refused: orders.refused });
    expect(first.cancellations).toEqual({
      done: cancellations.applied,
      ofRefusedOrders: cancellations.ofRefusedOrders,
    });
    expect(first.adjustments).toEqual({
      'opening stock': adjustments.opening,
      'customer return, order not known': adjustments.returns,
      found: adjustments.found,
      'written off': adjustments.writeOffs,
    });
    expect(first.unexpected.count).toBe(0);
    const soldOut = [...expected.levels.values()].filter(({ available }) => available <= 0);
    expect(first.products.outOfStock.count).toBe(soldOut.length);
  });

  test(
    'doubles nothing when it is loaded again',
    async () => {
      const second = await load(join(folder, 'whole'));

      expect(second.events).toEqual({ ...first.events, written: 0 });
      expect(second.orders).toEqual(first.orders);
      expect(second.commands).toBe(first.commands);
    },
    LOAD_MS_MAX,
  );

  test(
    'comes to the same log after kill -9 in the middle, twice',
    async () => {
      const data = join(folder, 'killed');
      for (const percent of [20, 70]) {
        const loading = startStockbook(['import', SLICE, '--data', data]);
        await loading.until(new RegExp(`Loading +${percent} %`));
        loading.process.kill('SIGKILL');
        expect((await loading.ended).signal).toBe('SIGKILL');
      }

      const resumed = await load(data);
      expect(resumed.events.written).toBeGreaterThan(0);
      expect(resumed.events.written).toBeLessThan(first.events.written);
      expect(resumed.events).toMatchObject({ hash: first.events.hash, total: first.events.total });
      expect(await levelsIn(data)).toEqual(await levelsIn(join(folder, 'whole')));
    },
    LOAD_MS_MAX,
  );

  test(
    'comes to the same log through a server that is killed in the middle',
    async () => {
      const data = join(folder, 'served');
      const serve = ['serve', '--data', data, '--port', '0'];
      const killed = startStockbook(serve);
      await killed.until(/^listening on /m);
      const loading = startStockbook(['import', SLICE, '--data', data]);
      await loading.until(/Loading +40 %/);
      killed.process.kill('SIGKILL');
      const { exitCode, stderr } = await loading.ended;
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/sent again, nothing doubles/);

      const server = startStockbook(serve);
      await server.until(/^listening on /m);
      const resumed = await load(data);
      expect(resumed.events).toMatchObject({ hash: first.events.hash, total: first.events.total });
      server.process.kill('SIGTERM');
      expect((await server.ended).exitCode).toBe(0);
    },
    LOAD_MS_MAX,
  );
});
