/**
 * Fills a small disk, makes room again and goes on; writes what it saw as one line of JSON. Arguments: folder on a
 * disk of a few megabytes.
 */
import { rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreError } from '../../errors.ts';
import { openSqliteEventStore } from '../open.ts';

const [, , folder = ''] = process.argv;
const BALLAST_LEFT = 256 * 1024;
const event = (n: number) => ({
  type: 'Filled',
  data: { n, text: 'x'.repeat(4_000) },
  metadata: { actor: 'child', commandId: `${n}` },
});

const store = await openSqliteEventStore({ file: join(folder, 'log.sqlite'), mode: 'writer' });
let acknowledged = -1;
const append = async (stream: string, revision: number) => {
  const { durable } = await store.append(
    stream,
    [event(revision)],
    revision === 0 ? 'no-stream' : revision - 1,
  );
  await durable;
};
for (let n = 0; n < 10; n++) {
  await append('filled', n);
  acknowledged = n;
}

const { bavail, bsize } = statfsSync(folder);
const ballast = join(folder, 'ballast');
writeFileSync(ballast, Buffer.alloc(Math.max(bavail * bsize - BALLAST_LEFT, 0)));

// Two appends staged on top of each other and one elsewhere, until the disk is full: all of a round fail alike.
let codes: string[] = [];
for (let n = 10; codes.length === 0; n += 2) {
  const first = await store.append('filled', [event(n)], n - 1);
  const second = await store.append('filled', [event(n + 1)], n);
  const third = await store.append(`other-${n}`, [event(0)], 'no-stream');
  const outcomes = await Promise.allSettled([first.durable, second.durable, third.durable]);
  codes = outcomes.flatMap((one) =>
    one.status === 'rejected'
      ? [one.reason instanceof EventStoreError ? one.reason.code : String(one.reason)]
      : [],
  );
  if (codes.length === 0) acknowledged = n + 1;
}
const seenWhenFull = await store.lastRevision('filled');
const endWhenFull = await store.lastPosition();

rmSync(ballast);
await append('filled', acknowledged + 1);
const positions: string[] = [];
for await (const page of store.readLog()) positions.push(...page.map(({ position }) => String(position)));
const last = await store.lastRevision('filled');
await store.close();
writeSync(
  1,
  `${JSON.stringify({ codes, acknowledged, seenWhenFull, endWhenFull: Number(endWhenFull), last, positions: positions.map(Number) })}\n`,
);
