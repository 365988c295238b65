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
 * Gives a peer the setting that suits it best. The variants take turns, each on a database of its own, so that
 * a noisy moment does not decide. A peer with a single variant is not run.
 */
export async function tune(
  variants: readonly (() => Contender)[],
  callers: number,
  progress: (line: string) => void,
): Promise<Tuning> {
  const [only, ...others] = variants;
  if (only !== undefined && others.length === 0) return { best: only, tried: [] };
  const contenders = variants.map((variant) => variant());
  const tried = await runRounds(contenders, { callers, rounds: 3, seconds: 1, warmupSeconds: 0.5 });
  for (const standing of tried) progress(`tuning: ${standing.name}: ${describe(standing)}`);
  const fastest = Math.max(...tried.map((standing) => standing.perSecond));
  const best = variants[tried.findIndex((standing) => standing.perSecond === fastest)];
  if (best === undefined) throw new Error('a peer needs at least one variant to tune');
  return { best, tried };
}
