import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import type { StagedAppend } from '../port.ts';
import { sample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Staging } from './staging.ts';

const WAL_FRAMES_MAX = 100;
const KILOBYTE = 1024;
/** What the log is cut to when it starts over: twice the frames, roughly. */
const KEPT_BYTES = 2 * WAL_FRAMES_MAX * 4.1 * KILOBYTE;

describe('the write-ahead log', () => {
  it('starts over while the writer goes on; a reader that stays long only puts it off', async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'log.sqlite');
    const walBytes = () => statSync(`${file}-wal`).size;
    const staging = new Staging({
      writer: { file, walFramesMax: WAL_FRAMES_MAX },
      clock: Date.now,
      onDurable: () => {},
    });
    await staging.start();
    let last: StagedAppend | undefined;
    const write = async (kilobytes: number) => {
      for (let left = kilobytes; left > 0; left -= 30) {
        const event = sample(0, { data: { text: 'x'.repeat(30 * KILOBYTE) } });
        last = await staging.append('a', [event], last?.lastRevision ?? 'no-stream');
        await last.durable;
      }
    };

    await write(20_000);
    expect(walBytes()).toBeLessThan(10_000 * KILOBYTE);

    const reader = new DatabaseSync(file, { readOnly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT max(position) FROM events').get();
    await write(12_000);
    expect(walBytes()).toBeGreaterThan(12_000 * KILOBYTE);

    reader.exec('COMMIT');
    reader.close();
    for (let rounds = 0; walBytes() > KEPT_BYTES; rounds++) {
      expect(rounds).toBeLessThan(1_000);
      await write(30);
    }
    await staging.close();
    folder.remove();
  });
});
