import { describe, expect, it } from '@jest/globals';
import { StoreClosedError } from '../errors.ts';
import { appendDurably, freshCategory, readStream, rejection, sample, samples } from './sample.ts';
import type { Suite } from './subject.ts';

export function opening({ subject, store, open }: Suite): void {
  const whereStaging = subject.capabilities.staging ? it : it.skip;
  const whereCommandIndex = subject.capabilities.commandIndex ? it : it.skip;

  describe('open and close', () => {
    it('states what it can do', () => {
      expect(store().capabilities).toEqual(subject.capabilities);
    });

    it('goes on where it was closed', async () => {
      const stream = `${freshCategory()}-1`;
      const { store: own, reopen } = await open();
      await appendDurably(own, stream, samples(3), 'no-stream');
      const end = await own.lastPosition();
      await own.close();

      const again = await reopen();

      expect(await again.lastPosition()).toBe(end);
      expect(await rejection(again.append(stream, [sample(9)], 'no-stream'))).toMatchObject({ actual: 2 });
      const { position } = await appendDurably(again, stream, [sample(3)], 2);
      expect(position).toBeGreaterThan(end);
      expect(await readStream(again, stream)).toHaveLength(4);
      await again.close();
    });

    it('makes durable what was staged before it closes, and takes nothing afterwards', async () => {
      const stream = `${freshCategory()}-1`;
      const { store: own, reopen } = await open();
      const { durable } = await own.append(stream, samples(3), 'no-stream');
      await Promise.all([own.close(), own.close()]);
      await durable;

      expect(await rejection(own.append(stream, [sample(3)], 2))).toBeInstanceOf(StoreClosedError);
      const again = await reopen();
      expect(await again.lastRevision(stream)).toBe(2);
      await again.close();
    });
  });

  describe('staging', () => {
    whereStaging('answers before the events are durable, and takes more on top of them', async () => {
      const stream = `${freshCategory()}-1`;
      const first = await store().append(stream, samples(2), 'no-stream');
      const second = await store().append(stream, [sample(2)], 1);
      expect(await rejection(store().append(stream, [sample(9)], 1))).toMatchObject({ actual: 2 });

      expect(second).toMatchObject({ firstRevision: 2, lastRevision: 2 });
      expect(second.position).toBeGreaterThan(first.position);
      await second.durable;
      expect(await store().lastRevision(stream)).toBe(2);
    });

    whereStaging('makes nothing durable before what was staged earlier', async () => {
      const category = freshCategory();
      const settled: number[] = [];

      await Promise.all(
        Array.from({ length: 500 }, async (_, i) => {
          const { durable } = await store().append(`${category}-${i}`, [sample(i)], 'no-stream');
          // Spreads the appends over several commits.
          if (i % 50 === 49) await durable;
          await durable;
          settled.push(i);
          expect(await store().lastRevision(`${category}-0`)).toBe(0);
        }),
      );

      expect(settled).toHaveLength(500);
      const revisions = await Promise.all(settled.map((i) => store().lastRevision(`${category}-${i}`)));
      expect(new Set(revisions)).toEqual(new Set([0]));
    });

    whereStaging('does not count staged events as durable', async () => {
      const stream = `${freshCategory()}-1`;
      const { durable, position } = await store().append(stream, samples(2), 'no-stream');

      // Either not there yet, or wholly there.
      expect([-1, 1]).toContain(await store().lastRevision(stream));
      await durable;
      expect(await store().lastPosition()).toBeGreaterThanOrEqual(position);
    });
  });

  describe('eventsOfCommand', () => {
    const by = (n: number, commandId: string) => sample(n, { metadata: { actor: 'a', commandId } });

    whereCommandIndex('finds every event of a command, in log order', async () => {
      const category = freshCategory();
      const [mine, other] = [`${category}:1`, `${category}:2`];
      await appendDurably(store(), `${category}-1`, [by(0, mine), by(1, mine), by(2, other)], 'no-stream');
      await appendDurably(store(), `${category}-2`, [by(3, other), by(4, mine)], 'no-stream');
      await appendDurably(store(), `${category}-1`, [by(5, mine)], 2);

      const found = async (id: string) =>
        (await store().eventsOfCommand(id)).map((event) => (event.data as { n: number }).n);

      expect(await found(mine)).toEqual([0, 1, 4, 5]);
      expect(await found(other)).toEqual([2, 3]);
      expect(await found(`${category}:3`)).toEqual([]);
    });
  });
}
