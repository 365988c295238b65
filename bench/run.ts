/** `npm run bench`: our side beside its peers, in one run. Figures never fail it; only what breaks does. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type PostgresServer, startPostgres } from '../test/support/postgres-server.ts';
import { describeEnvironment, describePostgres } from './environment.ts';
import { type Growth, measureGrowth } from './growth/measure-growth.ts';
import { GROWTH_TITLE } from './growth/report-growth.ts';
import { ensurePostgresInstalled } from './install-postgres.ts';
import { DATA_FOLDER } from './places.ts';
import { renderReport, type SectionResult } from './report.ts';
import { describe, runRounds } from './rounds.ts';
import { CALLERS, SECTIONS, type Section } from './sections.ts';
import { stockbook } from './stockbook/index.ts';
import { type Tuning, tune } from './tuning.ts';

/** Has no peer: it is compared with itself. */
const GROWTH = 'growth';
const KEYS: readonly string[] = [...SECTIONS.map(({ key }) => key), GROWTH];

const USAGE = `npm run bench -- [--only ${KEYS.join(',')}] [--rounds 5] [--seconds 5]
  [--warmup 2] [--data <folder on the disk to measure>] [--out <file.md>]`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      warmup: { type: 'string', default: '2' },
      data: { type: 'string', default: DATA_FOLDER },
      out: { type: 'string' },
    },
  });
  const only = values.only?.flatMap((keys) => keys.split(',')) ?? KEYS;
  const unknown = only.find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw new TypeError(`there is no section "${unknown}"`);
  const numbers = {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    warmupSeconds: Number(values.warmup),
  };
  if (!(numbers.rounds >= 1 && numbers.seconds > 0 && numbers.warmupSeconds >= 0))
    throw new TypeError('not a number');
  return {
    sections: SECTIONS.filter(({ key }) => only.includes(key)),
    growth: only.includes(GROWTH),
    plan: { callers: CALLERS, ...numbers },
    data: values.data,
    // A run of some sections is a look, not a result to keep, unless told.
    out:
      values.out ??
      (values.only === undefined
        ? join(import.meta.dirname, '..', 'docs', 'benchmarks', 'latest.md')
        : undefined),
  };
}

type Arguments = ReturnType<typeof readArguments>;
type Postgres = () => Promise<PostgresServer>;

async function runSection(
  section: Section,
  postgres: Postgres,
  { plan, data }: Arguments,
): Promise<SectionResult> {
  console.error(`\n${section.title}`);
  const progress = (line: string) => console.error(`  ${line}`);
  const notRun = await section.missing?.();
  if (notRun !== undefined) {
    progress(`not run: ${notRun}`);
    return { section, notRun };
  }
  const tunings: Tuning[] = [];
  const folder = mkdtempSync(join(data, 'stockbook-bench-'));
  try {
    for (const variants of [section.peer, ...(section.alternatives ?? [])]) {
      tunings.push(await tune(await variants(postgres, folder), plan.callers, progress));
    }
    const contender = stockbook[section.key]?.(folder, postgres);
    const contenders = [
      ...tunings.map(({ best }) => best()),
      ...(contender === undefined ? [] : [contender]),
    ];
    const standings = await runRounds(contenders, plan, progress);
    for (const standing of standings) progress(`median: ${standing.name}: ${describe(standing)}`);
    const [peer, ...alternatives] = standings.slice(0, tunings.length);
    const ours = standings[tunings.length];
    if (peer === undefined) throw new Error('a section needs a peer');
    return {
      section,
      peer,
      alternatives,
      tuning: tunings.flatMap(({ tried }) => tried),
      ...(ours && { ours }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runGrowth({ plan, data }: Arguments): Promise<Growth[]> {
  console.error(`\n${GROWTH_TITLE}`);
  const folder = mkdtempSync(join(data, 'stockbook-bench-'));
  try {
    // Twice as many shops as other sections have contenders, so a round of each is shorter.
    const rounds = Math.min(plan.rounds, GROWTH_ROUNDS_MAX);
    return await measureGrowth(folder, { ...plan, rounds, seconds: Math.min(plan.seconds, 2) }, (line) =>
      console.error(`  ${line}`),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const GROWTH_ROUNDS_MAX = 3;

async function main(args: Arguments): Promise<void> {
  const environment = describeEnvironment(args.data);
  for (const [what, value] of environment) console.error(`${what}: ${value}`);
  let server: PostgresServer | undefined;
  const postgres = async () => {
    if (server !== undefined) return server;
    ensurePostgresInstalled();
    server = await startPostgres(args.data);
    environment.push(describePostgres(server));
    return server;
  };
  try {
    const results: SectionResult[] = [];
    for (const section of args.sections) results.push(await runSection(section, postgres, args));
    const growths = args.growth ? await runGrowth(args) : [];
    const report = renderReport(environment, args.plan, results, growths);
    console.log(report);
    if (args.out === undefined) return;
    mkdirSync(dirname(args.out), { recursive: true });
    writeFileSync(args.out, report);
  } finally {
    await server?.stop();
  }
}

let args: Arguments;
try {
  args = readArguments();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\nusage: ${USAGE}`);
  process.exit(2);
}
// Leaving through exit runs the handlers that end the servers started here.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await main(args);
