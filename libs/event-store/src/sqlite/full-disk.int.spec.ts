import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeWith } from '../../../../test/support/requirement.ts';
import { StoreFullError } from '../errors.ts';
import { ChildProgram } from '../testing/child-program.ts';
import { appendDurably, readLog, rejection, sample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openSqliteEventStore } from './open.ts';

const FILL = new URL('./children/fill.ts', import.meta.url);
/** Runs what follows with a disk of 8 MB at the folder that it is given, in a mount table of its own. */
const withSmallDisk = (folder: string) => [
  'unshare',
  '--map-root-user',
  '--mount',
  'sh',
  '-c',
  `mount -t tmpfs -o size=8m tmpfs '${folder}' && exec "$@"`,
  'sh',
];

describe('a file that may not grow', () => {
  it('gives a typed error, and shows nothing of what failed', async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'log.sqlite');
    const store = await openSqliteEventStore({ file, mode: 'writer', pagesMax: 40 });
    const large = (n: number) => sample(n, { data: { n, text: 'x'.repeat(3_000) } });
    let last = -1;
    let failure: unknown;
    for (let n = 0; failure === undefined; n++) {
      const first = await store.append('a', [large(n)], n === 0 ? 'no-stream' : n - 1);
      const second = await store.append(`b-${n}`, [large(0)], 'no-stream');
      const [one, other] = await Promise.allSettled([first.durable, second.durable]);
      if (one.status === 'rejected') {
        failure = one.reason;
        expect(other).toEqual({ status: 'rejected', reason: failure });
      } else last = n;
    }

    expect(failure).toBeInstanceOf(StoreFullError);
    expect(failure).toMatchObject({ code: 'store_full', file });
    expect(await store.lastRevision('a')).toBe(last);
    const log = await readLog(store);
    expect(log).toHaveLength(2 * (last + 1));
    // Still refused, and still at the place where the log ends.
    expect(await rejection(store.append('a', [large(9)], last + 1))).toMatchObject({ actual: last });
    expect(await rejection(appendDurably(store, 'a', [large(9)], last))).toBeInstanceOf(StoreFullError);
    await store.close();

    const again = await openSqliteEventStore({ file, mode: 'writer' });
    const { position } = await appendDurably(again, 'a', [large(9)], last);
    expect(position).toBe((log.at(-1)?.position ?? -1n) + 1n);
    await again.close();
    folder.remove();
  });
});

const smallDisk = {
  name: 'a small disk',
  async missing() {
    const folder = temporaryFolder();
    const [command = '', ...args] = [...withSmallDisk(folder.path), 'true'];
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    folder.remove();
    return status === 0 ? undefined : `cannot mount one: ${stderr?.trim()}`;
  },
};

await describeWith(smallDisk, 'a full disk', () => {
  it('fails all that was staged, and the store works again once there is room', async () => {
    const folder = temporaryFolder();
    const child = new ChildProgram(FILL, [folder.path], withSmallDisk(folder.path));

    expect(await child.end()).toEqual({ code: 0, errors: '' });

    const seen = JSON.parse(child.lines[0] ?? '');
    expect(seen.codes).toEqual(['store_full', 'store_full', 'store_full']);
    expect(seen.seenWhenFull).toBe(seen.acknowledged);
    expect(seen.last).toBe(seen.acknowledged + 1);
    expect(seen.positions).toEqual([...Array(seen.endWhenFull + 2).keys()]);
    folder.remove();
  });
});
