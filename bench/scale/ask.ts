import { Latencies } from '../latencies.ts';
import { spread } from '../peers/postgres-orders.ts';

export interface Answers {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const QUESTIONS = 2_000;
const WARM_UP = 200;

/** Asks for one product's levels, one question after the other, each about another product. */
export async function askLevels(
  url: string,
  products: number,
  momentOf: (question: number) => string | undefined,
): Promise<Answers> {
  const latencies = new Latencies();
  for (let question = 0; question < WARM_UP + QUESTIONS; question++) {
    const sku = `SKU-${spread(question * 7 + 3, products)}`;
    const moment = momentOf(question);
    const query = `sku=${sku}${moment === undefined ? '' : `&asOf=${encodeURIComponent(moment)}`}`;
    const startedAt = performance.now();
    const response = await fetch(`${url}/v1/levels?${query}`);
    const { items } = (await response.json()) as { readonly items: readonly unknown[] };
    if (question >= WARM_UP) latencies.record(performance.now() - startedAt);
    if (response.status !== 200 || !Array.isArray(items)) throw new Error(`${query}: ${response.status}`);
  }
  return latencies.summarize();
}
