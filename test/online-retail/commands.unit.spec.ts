import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { onlineRetailSlice, type RetailCommand } from '../../apps/cli/src/online-retail/index.ts';
import { PageLedger } from './page-ledger.ts';
import { type Recomputed, recompute } from './recompute.ts';

interface Progress {
  readonly linesDone: number;
  readonly skipped: Readonly<Record<string, number>>;
}

async function printedCommands(): Promise<string[]> {
  const program = join(import.meta.dirname, 'print-commands.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program], { maxBuffer: 2 ** 28 });
  return stdout.trimEnd().split('\n');
}

describe('the commands of the shipped slice', () => {
  let commands: RetailCommand[];
  let progress: Progress;
  let hash: string;
  let recomputed: Recomputed;

  beforeAll(async () => {
    const lines = await printedCommands();
    progress = JSON.parse(lines.pop() ?? '');
    commands = lines.map((line) => JSON.parse(line));
    hash = createHash('sha256').update(lines.join('\n')).digest('hex');
    recomputed = await recompute(onlineRetailSlice());
  }, 120_000);

  it('tell every line of at least 150,000, from several countries, or say why not', () => {
    const orders = commands.filter((command) => command.type === 'SubmitOrder');
    const skipped = Object.values(progress.skipped).reduce((sum, count) => sum + count, 0);

    expect(progress.linesDone).toBe(181_701);
    expect(skipped).toBe(803);
    expect(orders.reduce((sum, { data }) => sum + data.lines.length, 0)).toBe(177_663);
    expect(new Set(orders.map(({ data }) => data.website)).size).toBe(30);
  });

  it('have a key each', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    expect(commands.every(({ id }) => /^[\x21-\x7e]{1,200}$/.test(id))).toBe(true);
  });

  it('come in the order of time, the first after midnight of 26 September, the last on 9 December', () => {
    const times = commands.map(({ decidedAt }) => decidedAt);
    expect(times).toEqual(times.toSorted());
    expect(times[0]).toBe('2011-09-25T23:00:00.000Z');
    expect(times.at(-1)).toBe('2011-12-09T12:50:00.000Z');
  });

  it('are the same on every machine', () => {
    expect(hash).toBe('51dba8eacf3cbf3d79d4c4bb5e0600371cff099f7c2e9173a9eea897b8518748');
  });

  it('come, run one by one, to the levels that the rows come to', () => {
    const ledger = new PageLedger();
    for (const command of commands) ledger.run(command);

    const levels = [...ledger.shelves].map(([sku, { onHand, allocated, available }]) => {
      return [sku, { onHand, allocated, available }] as const;
    });
    expect(new Map(levels)).toEqual(recomputed.levels);
    expect(ledger.refused).toEqual({
      orders: recomputed.orders.refused,
      cancellations: recomputed.cancellations.ofRefusedOrders,
      adjustments: recomputed.adjustments.refused,
    });
  });

  it('tell of a good autumn: most orders served, popular things sold out towards Christmas', () => {
    const { levels, orders, cancellations, adjustments } = recomputed;

    expect(orders).toEqual({ accepted: 5507, refused: 472, acceptedUnits: 1_465_684, refusedUnits: 344_633 });
    expect(cancellations).toEqual({ applied: 714, ofRefusedOrders: 64, units: 20_405 });
    expect(adjustments).toEqual({ opening: 3110, returns: 908, found: 229, writeOffs: 333, refused: 0 });
    expect(levels.size).toBe(3143);
    expect([...levels.values()].filter(({ available }) => available <= 0)).toHaveLength(364);
  });

  it('never promise the 80,995 that were ordered by mistake and cancelled twelve minutes later', () => {
    expect(recomputed.levels.get('23843')).toEqual({ onHand: 0, allocated: 0, available: 0 });
  });
});
