/**
 * What a change of a category's threshold does to very many products: `node bench/option-change.ts [--products 100000]
 * [--data <folder on the disk to measure>]`. Prints a table for docs/option-changes.md.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build, isStale } from '../tools/build.js';
import { describeEnvironment } from './environment.ts';
import { Latencies } from './latencies.ts';
import { DATA_FOLDER, SERVER_MAIN } from './places.ts';
import { sendMany } from './send-many.ts';
import { startServer } from './server-process.ts';

/** Products of one request that registers them: two commands each. */
const AT_ONCE = 5_000;
/** In another category, which the change does not reach: orders for it show what others have to wait. */
const OTHER = 'OTHER';

const { values } = parseArgs({
  options: {
    products: { type: 'string', default: '100000' },
    data: { type: 'string', default: DATA_FOLDER },
  },
});
const products = Number(values.products);
const folder = mkdtempSync(join(values.data, 'stockbook-option-change-'));

try {
  if (isStale()) await build();
  const environment = describeEnvironment(values.data);
  await serving(prepare);
  // Begun anew: no product is in memory.
  for (const [name, value] of [...environment, ...(await serving(measure))])
    console.log(`| ${name} | ${value} |`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function serving<Result>(use: (url: string) => Promise<Result>): Promise<Result> {
  const server = await startServer([SERVER_MAIN, '--port', '0', '--data', folder]);
  try {
    return await use(server.url);
  } finally {
    await server.stop();
  }
}

/** Ten of each product under one category, and a million of one under none. */
async function prepare(url: string): Promise<void> {
  const setup = [
    { type: 'DefineCategory', data: { code: 'ALL', name: 'All' } },
    { type: 'SetOption', data: { scope: { level: 'system' }, option: 'manageInventory', value: true } },
    ...withStock(OTHER, '1000000'),
  ];
  await sendMany(url, setup);
  for (let from = 0; from < products; from += AT_ONCE) {
    const skus = Array.from({ length: Math.min(AT_ONCE, products - from) }, (_, index) =>
      skuAt(from + index),
    );
    await sendMany(
      url,
      skus.flatMap((sku) => withStock(sku, '10', 'ALL')),
    );
  }
  await caughtUp(url);
}

async function measure(url: string): Promise<[string, string][]> {
  await caughtUp(url);
  const before = await metricsOf(url);
  const quiet = await ordersUntil(url, 'before', delay(10_000));
  const idle = await metricsOf(url);

  const change = { scope: { level: 'category', code: 'ALL' }, option: 'inventoryThreshold', value: '20' };
  const started = performance.now();
  const since = () => performance.now() - started;
  const answered = send(url, 'SetOption', change).then(since);
  const whole = answered.then(() => untilThrough(url)).then(since);
  const last = answered.then(() => statusOf(url, skuAt(products - 1)));
  const busy = await ordersUntil(url, 'during', whole);
  const after = await metricsOf(url);
  await caughtUp(url);
  const shownMs = since();

  const [answerMs, wholeMs] = [await answered, await whole];
  const cpu = after.cpuSeconds - idle.cpuSeconds;
  const perSecond = after.reevaluated / (wholeMs / 1000);
  return [
    ['answer to SetOption', seconds(answerMs)],
    ['status of the last product right after it', await last],
    ['all products through', `${after.reevaluated} in ${seconds(wholeMs)}: ${perSecond.toFixed(0)} a second`],
    ['shown by the read models', seconds(shownMs)],
    [
      'processor time of the server meanwhile',
      `${cpu.toFixed(1)} s, ${((cpu / wholeMs) * 1e5).toFixed(0)} % of a core`,
    ],
    ['orders before, one after the other', describe(quiet)],
    ['orders meanwhile, one after the other', describe(busy)],
    ['states in memory, at the end', mib(after.cacheBytes)],
    ['resident memory, before and at the end', `${mib(before.residentBytes)}, ${mib(after.residentBytes)}`],
  ];
}

/** Orders for the product that the change does not reach, one after the other, until something has come about. */
async function ordersUntil(url: string, name: string, end: Promise<unknown>): Promise<Latencies> {
  let hasEnded = false;
  const ended = end.finally(() => {
    hasEnded = true;
  });
  const latencies = new Latencies();
  for (let index = 0; !hasEnded; index++) {
    const lines = [{ sku: OTHER, quantity: '1' }];
    const sent = performance.now();
    await send(url, 'SubmitOrder', { orderId: `${name}-${index}`, website: 'default', lines });
    latencies.record(performance.now() - sent);
  }
  await ended;
  return latencies;
}

/** Resolves when no change of an option is under way any more. */
async function untilThrough(url: string): Promise<void> {
  while ((await metricsOf(url)).underWay > 0) await delay(250);
}

/** Resolves when the read models show everything. */
async function caughtUp(url: string): Promise<void> {
  for (;;) {
    const { checks } = await get(url, '/health/ready');
    if (checks.projector.position === checks.store.position) return;
    await delay(250);
  }
}

async function statusOf(url: string, sku: string): Promise<string> {
  return (await get(url, `/v1/products/${sku}/availability?website=default`)).status;
}

async function metricsOf(url: string) {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string) =>
    Number(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  return {
    underWay: value('stockbook_ledger_reevaluations_under_way'),
    reevaluated: value('stockbook_ledger_products_reevaluated_total'),
    cacheBytes: value('stockbook_ledger_cache_bytes'),
    cpuSeconds: value('process_cpu_seconds_total'),
    residentBytes: value('process_resident_memory_bytes'),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the API, of many shapes
async function get(url: string, path: string): Promise<any> {
  const response = await fetch(`${url}${path}`);
  return response.json();
}

async function post(url: string, path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status !== 200) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
  return response;
}

function send(url: string, command: string, data: object): Promise<Response> {
  return post(url, `/v1/commands/${command}`, data);
}

function withStock(sku: string, quantity: string, category?: string): object[] {
  return [
    { type: 'RegisterProduct', data: { sku, name: sku, ...(category !== undefined && { category }) } },
    { type: 'AdjustLevel', data: { sku, warehouse: 'main', quantity, reason: 'opening stock' } },
  ];
}

function skuAt(index: number): string {
  return `SKU-${String(index).padStart(7, '0')}`;
}

function describe(latencies: Latencies): string {
  const { count, p50Ms, p99Ms, maxMs } = latencies.summarize();
  return `${count}; p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, max ${maxMs.toFixed(0)} ms`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}
