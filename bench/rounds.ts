import type { Contender } from './contender.ts';
import { type Measurement, run } from './measure.ts';

export interface RoundsPlan {
  readonly callers: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
}

/** The medians over a contender's rounds, each figure on its own, and the extremes of its throughput. */
export interface Standing {
  readonly name: string;
  readonly perSecond: number;
  readonly perSecondLowest: number;
  readonly perSecondHighest: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly notes: readonly string[];
}

/**
 * Measures contenders in turn, round after round, so that a noisy spell of the machine hits all of them.
 * The order is reversed in every other round: none is always the one that runs after a given other.
 */
export async function runRounds(
  contenders: readonly Contender[],
  plan: RoundsPlan,
  progress: (line: string) => void = () => {},
): Promise<Standing[]> {
  const started: Contender[] = [];
  const measured = new Map<Contender, Measurement[]>(contenders.map((contender) => [contender, []]));
  try {
    for (const contender of contenders) {
      started.push(contender);
      await contender.setup();
    }
    for (let round = 0; round < plan.rounds; round++) {
      for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
        const done = measured.get(contender) ?? [];
        const measurement = await run({
          ...plan,
          op: (index) => contender.op(index),
          firstIndex: done.at(-1)?.nextIndex ?? 0,
        });
        done.push(measurement);
        progress(`round ${round + 1}/${plan.rounds}: ${contender.name}: ${describe(measurement)}`);
      }
    }
    return await Promise.all(
      contenders.map(async (contender) =>
        stand(contender.name, measured.get(contender) ?? [], await contender.notes?.()),
      ),
    );
  } finally {
    await Promise.all(started.map((contender) => contender.teardown()));
  }
}

function stand(name: string, rounds: readonly Measurement[], notes: readonly string[] = []): Standing {
  const rates = rounds.map((round) => round.perSecond);
  return {
    name,
    perSecond: median(rates),
    perSecondLowest: Math.min(...rates),
    perSecondHighest: Math.max(...rates),
    p50Ms: median(rounds.map((round) => round.p50Ms)),
    p99Ms: median(rounds.map((round) => round.p99Ms)),
    maxMs: Math.max(...rounds.map((round) => round.maxMs)),
    notes,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

export const describe = (figures: {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}): string =>
  `${Math.round(figures.perSecond).toLocaleString('en')}/s, p50 ${figures.p50Ms.toFixed(2)} ms, ` +
  `p99 ${figures.p99Ms.toFixed(2)} ms, max ${figures.maxMs.toFixed(1)} ms`;
