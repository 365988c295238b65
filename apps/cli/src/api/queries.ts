import { setTimeout as wait } from 'node:timers/promises';
import type { Api } from './api.ts';
import { problemOf, Refused } from './problem.ts';

/** Values of query parameters; those that are undefined are left out. */
export type Parameters = Readonly<Record<string, string | number | boolean | undefined>>;

/** A page of a list. */
interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

const PAGE_SIZE_MAX = 1000;

/** How long a query is repeated that the ledger is not ready for, e.g. as its read models are still catching up. */
const PATIENCE_MS = 60_000;

/**
 * Asks a query and gives its answer, waiting where the ledger says that it is not ready yet.
 *
 * @throws Refused where it is refused, or still not ready after a minute
 */
export async function query(api: Api, path: string, parameters: Parameters = {}): Promise<unknown> {
  const target = `${path}${queryString(parameters)}`;
  const startedAt = performance.now();
  for (;;) {
    const answer = await api.request('GET', target);
    if (answer.status === 200) return answer.json();
    const isLate = performance.now() - startedAt > PATIENCE_MS;
    if (answer.status !== 503 || isLate) throw new Refused(problemOf(answer.status, bodyOf(answer)));
    await wait(Math.min(Number(answer.headers['retry-after'] ?? 1) || 0, 5) * 1000);
  }
}

/** The items of a list, page by page, each page fetched when the one before it is done with. */
export async function* pagesOf<Item>(
  api: Api,
  path: string,
  parameters: Parameters = {},
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly Item[]> {
  let left = limit;
  let cursor: string | undefined;
  do {
    const size = Math.min(left, PAGE_SIZE_MAX);
    const page = (await query(api, path, { ...parameters, limit: size, cursor })) as Page<Item>;
    yield page.items;
    left -= page.items.length;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && left > 0);
}

/**
 * Where the log ends now. Asked for as `minPosition`, queries show everything that was acknowledged before: the read
 * models may still be on their way, as after a crash.
 */
export async function lastPosition(api: Api): Promise<string | undefined> {
  const readiness = bodyOf(await api.request('GET', '/health/ready'));
  return (readiness as { checks?: { store?: { position?: string } } } | undefined)?.checks?.store?.position;
}

function queryString(parameters: Parameters): string {
  const given = Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

/** The body, or nothing where it is no JSON. */
export function bodyOf(answer: { json(): unknown }): unknown {
  try {
    return answer.json();
  } catch {
    return undefined;
  }
}
