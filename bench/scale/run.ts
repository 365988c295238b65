/** `npm run bench:scale`: what a log of many events costs: its fold, the rebuild, the start, memory, and the past. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeEnvironment } from '../environment.ts';
import { spread } from '../peers/postgres-orders.ts';
import { DATA_FOLDER, SERVER_MAIN } from '../places.ts';
import { type ServerProcess, startServer } from '../server-process.ts';
import { compiled } from '../stockbook/compiled.ts';
import { table, whole } from '../tables.ts';
import { alone } from './alone.ts';
import { type Answers, askLevels } from './ask.ts';
import { fillLog } from './fill.ts';

const FOLDED_MAX = 3_000_000;

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    products: { type: 'string', default: '20000' },
    /** Where the shop is kept; one that is there already, from a run before, is not filled again. */
    data: { type: 'string' },
    out: { type: 'string' },
  },
});
const events = Number(values.events);
const products = Number(values.products);
const folder = values.data ?? mkdtempSync(join(DATA_FOLDER, 'stockbook-scale-'));
mkdirSync(folder, { recursive: true });
const logFile = join(folder, 'log.db');
const rows: [what: string, figure: string][] = [];
const note = (what: string, figure: string) => {
  rows.push([what, figure]);
  console.error(`${what}: ${figure}`);
};
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(2)} GiB`;
const latency = ({ p50Ms, p99Ms, maxMs }: Answers) =>
  `p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms, max ${maxMs.toFixed(1)} ms`;

async function fill(): Promise<void> {
  if (existsSync(logFile)) return;
  const startedAt = performance.now();
  const onProgress = (done: number) =>
    console.error(`  ${whole(done)} events, ${whole(done / ((performance.now() - startedAt) / 1000))}/s`);
  await fillLog({ file: logFile, products, events, onProgress });
  note('filled through the ledger in', seconds(performance.now() - startedAt));
}

async function fold(): Promise<void> {
  const { events, seconds, peakBytes } = await alone('fold', folder, `${FOLDED_MAX}`);
  note(
    'fold of products from the file',
    `${whole(events)} events in ${seconds.toFixed(1)} s, ${whole(events / seconds)}/s on one core (budget: 500,000)`,
  );
  note('memory of that at its peak, the states of all products in it', gib(peakBytes));
}

async function rebuild(): Promise<number> {
  const length = await lengthOfLog();
  note('events in the log', whole(length));
  note(
    'the log’s file',
    `${gib(statSync(logFile).size)}, ${whole(statSync(logFile).size / length)} bytes an event`,
  );
  const { seconds, peakBytes } = await alone('rebuild', folder);
  note(
    'rebuild of the read models, in two threads',
    `${seconds.toFixed(1)} s, ${whole(length / seconds)} events/s (budget: 100,000)`,
  );
  note('memory of that at its peak', gib(peakBytes));
  return length;
}

async function lengthOfLog(): Promise<number> {
  const { openSqliteEventStore } = await compiled<typeof import('#event-store')>(
    'libs/event-store/src/index.js',
  );
  const store = await openSqliteEventStore({ file: logFile, mode: 'reader' });
  const length = Number(await store.lastPosition()) + 1;
  await store.close();
  return length;
}

async function start(): Promise<ServerProcess> {
  const startedAt = performance.now();
  const server = await startServer([SERVER_MAIN, '--port', '0', '--data', folder]);
  note('server started, from the command to its first answer', seconds(performance.now() - startedAt));
  while ((await fetch(`${server.url}/health/ready`)).status !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  note('server ready', seconds(performance.now() - startedAt));
  return server;
}

/** As the system counts it: what is in memory now, and was at the peak. */
function memoryOf(pid: number): string {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kib = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
  return `${gib(kib('VmRSS') * 1024)}, at its peak ${gib(kib('VmHWM') * 1024)}`;
}

async function ask(url: string, length: number): Promise<void> {
  const times = await recordedTimes(url);
  const instantAt = (question: number) => {
    const span = times.last - times.first;
    return new Date(times.first + spread(question, span)).toISOString();
  };
  note('levels of a product now', latency(await askLevels(url, products, () => undefined)));
  const positions = await askLevels(url, products, (question) => `${spread(question, length)}`);
  note('levels as of a position', `${latency(positions)} (budget: p99 ≤ 20 ms)`);
  const instants = await askLevels(url, products, instantAt);
  note('levels as of an instant', `${latency(instants)} (budget: p99 ≤ 20 ms)`);
}

async function recordedTimes(url: string): Promise<{ first: number; last: number }> {
  const at = async (direction: string) => {
    const response = await fetch(`${url}/v1/events?limit=1&direction=${direction}`);
    const { items } = (await response.json()) as { readonly items: readonly { recordedAt: string }[] };
    return Date.parse(String(items[0]?.recordedAt));
  };
  return { first: await at('forward'), last: await at('backward') };
}

const environment = describeEnvironment(folder);
for (const [what, value] of environment) console.error(`${what}: ${value}`);
try {
  await fill();
  await fold();
  const length = await rebuild();
  const server = await start();
  try {
    note('memory of the server once ready', memoryOf(server.pid));
    await ask(server.url, length);
    note('memory of the server after that', memoryOf(server.pid));
  } finally {
    await server.stop();
  }
} finally {
  if (values.data === undefined) rmSync(folder, { recursive: true, force: true });
}

const report = `# What a long log costs

\`npm run bench:scale\`: ${whole(products)} products in four warehouses; orders of one line, half of them shipped, and deliveries, all through the ledger. Embedded store. Questions are asked one after the other, over HTTP, each about another product and moment.

${table(['what', 'figure'], rows)}

## Environment

${table(['what', 'value'], environment)}
`;
console.log(report);
if (values.out !== undefined) {
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(values.out, report);
}
