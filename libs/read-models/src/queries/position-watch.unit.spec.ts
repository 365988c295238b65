import { expect, test } from '@jest/globals';
import { PositionWatch } from './position-watch.ts';

const LONG_MS = 60_000;

test('many who wait cost one look at a time, and none once they are answered', async () => {
  let position = 0n;
  let looks = 0;
  let atOnce = 0;
  const watch = new PositionWatch(async () => {
    looks += 1;
    atOnce += 1;
    await Promise.resolve();
    expect(atOnce).toBe(1);
    atOnce -= 1;
    position += 1n;
    return position;
  });

  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => watch.waitFor(BigInt(i % 5), LONG_MS)),
  );

  expect(answers.every(Boolean)).toBe(true);
  expect(looks).toBe(4);
  await expect(watch.waitFor(4n, LONG_MS)).resolves.toBe(true);
  expect(looks).toBe(4);
});

test('a look that fails is no answer; the next one may be', async () => {
  let looks = 0;
  const watch = new PositionWatch(async () => {
    looks += 1;
    if (looks < 3) throw new Error('down');
    return 7n;
  });

  await expect(watch.waitFor(7n, LONG_MS)).resolves.toBe(true);
});

test('what does not show in time is told', async () => {
  await expect(new PositionWatch(async () => 1n).waitFor(2n, 30)).resolves.toBe(false);
});
