import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { onlineRetailSlice } from '../../apps/cli/src/online-retail/slice-file.ts';
import {
  interrupt,
  type Running,
  startProgram,
  startStockbook,
  stockbook,
} from '../../apps/cli/src/testing/run-stockbook.ts';
import type { Recomputed } from '../online-retail/recompute.ts';

type Figures = Record<'onHand' | 'allocated' | 'available', number>;

interface Report {
  readonly commands: number;
  readonly orders: { readonly accepted: number; readonly refused: number };
  readonly cancellations: { readonly done: number; readonly ofRefusedOrders: number };
  readonly adjustments: Readonly<Record<string, number>>;
  readonly unexpected: { readonly count: number };
  readonly products: { readonly count: number; readonly outOfStock: { readonly count: number } };
  readonly events: { readonly written: number; readonly total: number; readonly hash: string };
}

const TOP = join(import.meta.dirname, '..', '..');
const SLICE = onlineRetailSlice();
/** Several loads, on a machine that may be busy with other tests. */
const LOADS_MS_MAX = 600_000;

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

describe('the demo, loaded once', () => {
  let folder: string;
  let data: string;
  let demo: Running;
  let expected: Recomputed;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stockbook-main-job-'));
    data = join(folder, 'demo');
    const env = { STOCKBOOK_DATA: data, STOCKBOOK_PORT: '0' };
    demo = startProgram('npm', ['run', '-s', 'demo'], { cwd: TOP, env, ownGroup: true });
    expected = await recomputed();
    await demo.until(/^listening on http:\/\/127\.0\.0\.1:\d+$/m);
  }, LOADS_MS_MAX);
  afterAll(async () => {
    interrupt(demo);
    expect((await demo.ended).stderr).toContain('all that was begun is done and durable');
    await rm(folder, { recursive: true, force: true });
  });

  test('comes to the level of every product that its rows come to', async () => {
    const levels = await levelsIn(data);
    const none: Figures = { onHand: 0, allocated: 0, available: 0 };

    const found = [...expected.levels.keys()].map((sku) => [sku, levels.get(sku) ?? none]);
    expect(expected.levels.size).toBe(3143);
    expect([...levels.keys()].filter((sku) => !expected.levels.has(sku))).toEqual([]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected.levels));
  });

  test('says what happened, and the hash that every machine comes to', () => {
    const summary = demo.stdout();
    expect(summary).toContain('Online Retail: 181,701 lines, 7,630 invoices, 3,143 products, 30 countries');
    expect(summary).toMatch(/^Orders +5,979$/m);
    expect(summary).toMatch(/^ {2}refused +472 +7\.9 % {2}INSUFFICIENT_STOCK 472$/m);
    expect(summary).toMatch(/^Log hash {2}[0-9a-f]{64}$/m);
  });

  test('serves what it has loaded', async () => {
    const [, address] = await demo.until(/^listening on (.+)$/m);
    const response = await fetch(`${address}/v1/products/84826`);
    expect(await response.json()).toMatchObject({ sku: '84826', name: 'ASSTD DESIGN 3D PAPER STICKERS' });
  });

  describe('and again, in other ways', () => {
    let second: Report;
    let written: number;

    beforeAll(async () => {
      written = Number(
        demo
          .stdout()
          .match(/^Events written +([\d,]+)$/m)?.[1]
          ?.replaceAll(',', ''),
      );
      second = await load(data);
    }, LOADS_MS_MAX);

    test('doubles nothing', () => {
      expect(second.events.written).toBe(0);
      expect(demo.stdout()).toContain(`Log hash  ${second.events.hash}\n`);
      // The organization, website and warehouse that are there from the start were written before the load.
      expect(second.events.total - written).toBe(4);
    });

    test('gets the first answers again: the orders accepted and refused that the rows say', () => {
      const { orders, cancellations, adjustments, levels } = expected;

      expect(second.orders).toMatchObject({ accepted: orders.accepted, refused: orders.refused });
      expect(second.cancellations).toEqual({
        done: cancellations.applied,
        ofRefusedOrders: cancellations.ofRefusedOrders,
      });
      expect(second.adjustments).toEqual({
        'opening stock': adjustments.opening,
        'customer return, order not known': adjustments.returns,
        found: adjustments.found,
        'written off': adjustments.writeOffs,
      });
      expect(second.unexpected.count).toBe(0);
      const soldOut = [...levels.values()].filter(({ available }) => available <= 0);
      expect(second.products).toMatchObject({ count: levels.size, outOfStock: { count: soldOut.length } });
    });

    test(
      'comes to the same log after kill -9 in the middle, twice',
      async () => {
        const killed = join(folder, 'killed');
        for (const percent of [20, 70]) {
          const loading = startStockbook(['import', SLICE, '--data', killed]);
          await loading.until(new RegExp(`Loading +${percent} %`));
          loading.process.kill('SIGKILL');
          expect((await loading.ended).signal).toBe('SIGKILL');
        }

        const resumed = await load(killed);
        expect(resumed.events.written).toBeGreaterThan(0);
        expect(resumed.events.written).toBeLessThan(written);
        expect(resumed.events).toMatchObject({ hash: second.events.hash, total: second.events.total });
        expect(await levelsIn(killed)).toEqual(await levelsIn(data));
      },
      LOADS_MS_MAX,
    );

    test(
      'comes to the same log through a server that is killed in the middle',
      async () => {
        const served = join(folder, 'served');
        const serve = ['serve', '--data', served, '--port', '0'];
        const first = startStockbook(serve);
        await first.until(/^listening on /m);
        const loading = startStockbook(['import', SLICE, '--data', served]);
        await loading.until(/Loading +40 %/);
        first.process.kill('SIGKILL');
        const { exitCode, stderr } = await loading.ended;
        expect(exitCode).toBe(1);
        expect(stderr).toMatch(/sent again, nothing doubles/);

        const server = startStockbook(serve);
        await server.until(/^listening on /m);
        const resumed = await load(served);
        expect(resumed.events).toMatchObject({ hash: second.events.hash, total: second.events.total });
        server.process.kill('SIGTERM');
        expect((await server.ended).exitCode).toBe(0);
      },
      LOADS_MS_MAX,
    );
  });
});
