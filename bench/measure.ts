import { Latencies } from './latencies.ts';

export interface Load {
  /** How many operations are in flight at any time (closed loop: a caller sends its next when answered). */
  readonly callers: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly op: (index: number) => Promise<void>;
  /** Where to go on counting operations; the rounds of a contender share one count. */
  readonly firstIndex?: number;
}

export interface Measurement {
  readonly count: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** The first index that was not used. */
  readonly nextIndex: number;
}

/**
 * Runs a closed loop of callers. Operations that end within the measured time count; those in flight at its
 * end are waited for and left out of the count, their latencies too.
 * @throws what the first failing operation threw, after all callers have come to rest.
 */
export async function run(load: Load): Promise<Measurement> {
  let index = load.firstIndex ?? 0;
  let failure: { error: unknown } | undefined;
  const latencies = new Latencies();
  const start = performance.now() + load.warmupSeconds * 1000;
  const end = start + load.seconds * 1000;

  const caller = async () => {
    for (let sent = performance.now(); sent < end && failure === undefined; ) {
      try {
        await load.op(index++);
      } catch (error) {
        failure ??= { error };
        return;
      }
      const answered = performance.now();
      if (answered >= start && answered < end) latencies.record(answered - sent);
      sent = answered;
    }
  };
  await Promise.all(Array.from({ length: load.callers }, caller));
  if (failure !== undefined) throw failure.error;

  const summary = latencies.summarize();
  return { ...summary, perSecond: summary.count / load.seconds, nextIndex: index };
}
