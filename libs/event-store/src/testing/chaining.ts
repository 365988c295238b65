import { describe, expect, it } from '@jest/globals';
import { appendDurably, freshCategory, readStream, sample, samples } from './sample.ts';
import type { Suite } from './subject.ts';
import { expectedHashes } from './verify-chain.ts';

export function chaining({ store, open }: Suite): void {
  describe('hashes', () => {
    it('chain the canonical contents of a stream', async () => {
      const stream = `${freshCategory()}-ü`;
      await appendDurably(
        store(),
        stream,
        [
          ...samples(3),
          sample(4, {
            schemaVersion: 2,
            data: { z: { b: [1e21, 0.1, 'ü\n'], a: null }, '10': 1, '9': 2 },
            metadata: { commandId: 'c', actor: 'a', effectiveAt: '2026-01-01T00:00:00.000Z' },
          }),
        ],
        'no-stream',
      );
      await appendDurably(store(), stream, [sample(5)], 3);

      const events = await readStream(store(), stream);

      expect(events.map(({ contentHash, hash }) => ({ contentHash, hash }))).toEqual(expectedHashes(events));
      for (const { id, hash } of events) {
        expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        expect(id.replaceAll('-', '')).toBe(hash.slice(0, 32));
      }
      expect(events).toHaveLength(5);
    });

    it('differ between streams that hold the same', async () => {
      const [one, other] = [`${freshCategory()}-1`, `${freshCategory()}-1`];
      await appendDurably(store(), one, [sample(1)], 'no-stream');
      await appendDurably(store(), other, [sample(1)], 'no-stream');

      const [[a], [b]] = await Promise.all([readStream(store(), one), readStream(store(), other)]);

      expect(a?.contentHash).toBe(b?.contentHash);
      expect(a?.hash).not.toBe(b?.hash);
    });

    it('cover the metadata of what follows from an event, be it the same or not', async () => {
      const [cause, effect] = [`${freshCategory()}-ü`, `${freshCategory()}-1`];
      const shared = {
        actor: 'a',
        commandId: 'c',
        correlationId: 'd',
        effectiveAt: '2026-01-01T00:00:00.000Z',
      };
      const { store: own, reopen } = await open();
      await appendDurably(
        own,
        cause,
        [sample(0, { metadata: { ...shared, commandHash: 'h' } })],
        'no-stream',
      );
      const causationId = `${cause}@0`;
      const effects = [
        { ...shared, causationId },
        { ...shared, causationId, optionsVersion: 7 },
        { ...shared, causationId, actor: 'b' },
        { actor: 'a', commandId: 'c', causationId },
        { ...shared, causationId: `${effect}@3` },
      ].map((metadata, n) => sample(n, { metadata }));
      await appendDurably(own, effect, effects.slice(0, 4), 'no-stream');
      await appendDurably(own, effect, effects.slice(4), 3);
      await appendDurably(own, cause, [sample(5, { metadata: { ...shared, causationId } })], 0);
      await own.close();
      const again = await reopen();

      const events = await readStream(again, effect);
      expect(events.map(({ metadata }) => metadata)).toEqual(effects.map(({ metadata }) => metadata));
      for (const all of [events, await readStream(again, cause)]) {
        const hashes = all.map(({ contentHash, hash }) => ({ contentHash, hash }));
        expect(hashes).toEqual(expectedHashes(all));
      }
      await again.close();
    });

    it('go on after the log was opened again', async () => {
      const stream = `${freshCategory()}-1`;
      const { store: own, reopen } = await open();
      await appendDurably(own, stream, samples(2), 'no-stream');
      await own.close();
      const again = await reopen();
      await appendDurably(again, stream, [sample(2)], 1);

      const events = await readStream(again, stream);

      expect(events.map(({ hash }) => hash)).toEqual(expectedHashes(events).map(({ hash }) => hash));
      await again.close();
    });
  });

  describe('recorded time', () => {
    it('is the clock’s, and does not go back when the clock does', async () => {
      let now = 1_700_000_000_000;
      const { store: own, reopen } = await open({ clock: () => now });
      const stream = `${freshCategory()}-1`;
      await appendDurably(own, stream, [sample(0)], 'no-stream');
      now += 5_000;
      await appendDurably(own, stream, [sample(1)], 0);
      now -= 60_000;
      await appendDurably(own, stream, [sample(2)], 1);
      await own.close();
      const again = await reopen();
      await appendDurably(again, stream, [sample(3)], 2);
      now += 120_000;
      await appendDurably(again, stream, [sample(4)], 3);

      const times = (await readStream(again, stream)).map(({ recordedAt }) => recordedAt);

      expect(times).toEqual([
        1_700_000_000_000, 1_700_000_005_000, 1_700_000_005_000, 1_700_000_005_000, 1_700_000_065_000,
      ]);
      await again.close();
    });
  });
}
