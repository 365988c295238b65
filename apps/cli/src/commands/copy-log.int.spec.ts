import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { stockbook } from '../testing/run-stockbook.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockbook-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a log is copied to another file, and copied again nothing is left to do', async () => {
  const product = '{"sku":"LAMP-1","name":"Desk lamp"}';
  await stockbook(['send', 'RegisterProduct', product, '--data', join(folder, 'one')]);
  const args = ['copy-log', '--from', `sqlite:${join(folder, 'one', 'log.db')}`, '--to', '$TARGET'];
  const env = { TARGET: `sqlite:${join(folder, 'two', 'log.db')}` };

  const first = await stockbook(args, { env });
  const second = await stockbook([...args, '--json'], { env });
  const history = await stockbook(['history', 'LAMP-1', '--data', join(folder, 'two')]);

  expect(first).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^Copied \d+ events in .* verified\.\n$/),
  });
  expect(JSON.parse(second.stdout)).toMatchObject({ copied: 0 });
  expect(history.stdout).toContain('registered as "Desk lamp"');
}, 240_000);

test.each([
  [
    ['--from', 'http://admin:secret@x', '--to', 'sqlite:x'],
    /^--from is no store; it should be sqlite:<file> or esdb/,
  ],
  [['--from', 'sqlite:a', '--to', 'sqlite:a'], /^--from and --to name the same store/],
  [['--from', 'sqlite:a', '--to', '$NOWHERE'], /^--to \(NOWHERE\) is no store/],
  [
    ['--from', 'esdb://admin:secret@x?tls=perhaps', '--to', 'sqlite:b'],
    /^--from: tls should be true or false/,
  ],
])('%j is refused without a word of what is secret', async (args, message) => {
  const { exitCode, stderr } = await stockbook(['copy-log', ...args], { cwd: folder });

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('secret');
});
