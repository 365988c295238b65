import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { cpus, freemem, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { CHANGED_SETTINGS, type PostgresServer } from '../test/support/postgres-server.ts';
import { Latencies } from './latencies.ts';

/** What a reader needs to judge the figures, as pairs for a table; no host name, user or path among it. */
export function describeEnvironment(dataParent: string): [string, string][] {
  const processors = cpus();
  const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  return [
    ['processor', `${processors[0]?.model.trim() ?? 'unknown'}, ${processors.length} cores`],
    ['memory', `${gib(totalmem())}, ${gib(freemem())} free`],
    ['load before', `${loadavg()[0]?.toFixed(2)} (one-minute average)`],
    ['system', `${distribution()}, ${type()} ${release().split('-')[0]}`],
    ['Node', process.versions.node],
    ['SQLite', process.versions.sqlite ?? 'unknown'],
    ['file system', fileSystemOf(dataParent)],
    ['fsync of a 4 KiB append', flushLatency(dataParent)],
  ];
}

export function describePostgres(server: PostgresServer): [string, string] {
  const shown = Object.entries(server.settings).map(([name, value]) => `${name}=${value}`);
  const changed = Object.keys(CHANGED_SETTINGS).join(', ');
  return ['PostgreSQL', `${server.version}; ${shown.join(', ')}; changed from the defaults: ${changed}`];
}

/** Latency of making 4 KiB durable at the end of a file: what every commit here pays at least once. */
function flushLatency(parent: string): string {
  const folder = mkdtempSync(join(parent, 'stockbook-fsync-'));
  const file = openSync(join(folder, 'probe'), 'w');
  const block = Buffer.alloc(4096, 1);
  const latencies = new Latencies();
  try {
    for (let i = 0; i < 300; i++) {
      writeSync(file, block);
      const start = performance.now();
      fsyncSync(file);
      latencies.record(performance.now() - start);
    }
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
  const { p50Ms, p99Ms, maxMs } = latencies.summarize();
  return `p50 ${p50Ms.toFixed(3)} ms, p99 ${p99Ms.toFixed(3)} ms, max ${maxMs.toFixed(3)} ms`;
}

function distribution(): string {
  const description = readText('/etc/os-release');
  return /^PRETTY_NAME="?([^"\n]+)/m.exec(description)?.[1] ?? 'unknown system';
}

/** The type of the mount that holds the folder, by the longest mount point that it begins with. */
function fileSystemOf(folder: string): string {
  const mounts = readText('/proc/mounts')
    .split('\n')
    .map((line) => line.split(' '));
  const holding = mounts
    .filter(([, point]) => point !== undefined && `${folder}/`.startsWith(point === '/' ? '/' : `${point}/`))
    .sort(([, a = ''], [, b = '']) => b.length - a.length);
  return holding[0]?.[2] ?? 'unknown';
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not Linux: the report then says unknown.
    return '';
  }
}
