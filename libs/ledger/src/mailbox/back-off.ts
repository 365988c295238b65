import { setTimeout as delay } from 'node:timers/promises';

const FIRST_MS = 2;
const LONGEST_MS = 500;

/** Waits after the `attempt`-th failure (from 1): twice as long each time, anywhere within the second half of it. */
export async function backOff(attempt: number): Promise<void> {
  const longest = Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
  await delay(longest * (0.5 + Math.random() / 2));
}
