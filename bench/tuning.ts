import type { Contender } from './contender.ts';
import { describe, runRounds, type Standing } from './rounds.ts';

/** Sizes of a connection pool to try for 64 callers: from a few per core up to one each. */
export const POOL_SIZES = [4, 8, 16, 32, 64] as const;

export interface Tuning {
  /** Builds the fastest variant anew, for the rounds that count. */
  readonly best: () => Contender;
  readonly tried: readonly Standing[];
}

/**
 * Gives a peer the setting that suits it best: each variant runs alone, briefly, on a fresh database.
 * A peer with a single variant is not run.
 */
export async function tune(
  variants: readonly (() => Contender)[],
  callers: number,
  progress: (line: string) => void,
): Promise<Tuning> {
  const [only, ...others] = variants;
  if (only !== undefined && others.length === 0) return { best: only, tried: [] };
  const tried: Standing[] = [];
  for (const variant of variants) {
    const plan = { callers, rounds: 1, seconds: 2, warmupSeconds: 1 };
    tried.push(...(await runRounds([variant()], plan)));
    const latest = tried.at(-1);
    if (latest !== undefined) progress(`tuning: ${latest.name}: ${describe(latest)}`);
  }
  const fastest = Math.max(...tried.map((standing) => standing.perSecond));
  const best = variants[tried.findIndex((standing) => standing.perSecond === fastest)];
  if (best === undefined) throw new Error('a peer needs at least one variant to tune');
  return { best, tried };
}
