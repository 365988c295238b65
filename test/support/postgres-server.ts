/** A PostgreSQL of our own for benchmarks and tests: Debian's binaries, a cluster in a temporary folder. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import pg from 'pg';

/** An address here is used as it is; nothing is started. Its user must be allowed to create databases. */
export const POSTGRES_ADDRESS_VARIABLE = 'STOCKBOOK_TEST_POSTGRES';

/** All that differs from PostgreSQL's defaults; fsync, synchronous_commit and the buffers stay as they come. */
export const CHANGED_SETTINGS: Readonly<Record<string, string>> = {
  max_connections: '200',
  // A unix socket in the cluster's own folder: no port that something else could hold.
  listen_addresses: '',
};

export interface PostgresServer {
  /** Of a database that is there; to be connected to. */
  readonly address: string;
  readonly version: string;
  /** The settings that decide whether a commit is durable, and those that decide how fast, as the server says. */
  readonly settings: Readonly<Record<string, string>>;
  /** Makes an empty database and answers its connection string. */
  createDatabase(): Promise<string>;
  /** Ends the server and removes its folder; where it was not started here, drops the databases made here. */
  stop(): Promise<void>;
}

export class PostgresMissing extends Error {
  override readonly name = 'PostgresMissing';

  constructor() {
    super(
      `PostgreSQL's server programs were not found. Install Debian's package "postgresql" ` +
        `(apt-get install postgresql) or name a running server in ${POSTGRES_ADDRESS_VARIABLE}.`,
    );
  }
}

/** The folder that holds `initdb` and `postgres`, the newest version where there are several. */
export function findPostgresBinaries(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'initdb'));
  const packaged = globSync('/usr/lib/postgresql/*/bin/initdb').sort(
    (a, b) => majorVersion(b) - majorVersion(a),
  );
  const initdb = [...packaged, ...onPath].find((path) => globSync(path).length > 0);
  return initdb === undefined ? undefined : dirname(initdb);
}

const majorVersion = (path: string): number => Number(path.split('/')[4]);

/** PostgreSQL refuses to run as root, so root lends it another user: the package's own, or nobody. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  const account = ['postgres', 'nobody'].map((name) => accounts.find((line) => line.startsWith(`${name}:`)));
  const [, , uid, gid] = (account.find((line) => line !== undefined) ?? '').split(':');
  if (uid === undefined || gid === undefined)
    throw new Error('root has no user "postgres" or "nobody" to run PostgreSQL as');
  return { uid: Number(uid), gid: Number(gid) };
}

/**
 * Starts a throwaway server below `parent` (default: the system's temporary folder), or uses the named one.
 *
 * @param changed settings that differ from {@link CHANGED_SETTINGS}
 */
export async function startPostgres(
  parent: string = tmpdir(),
  changed: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const address = process.env[POSTGRES_ADDRESS_VARIABLE];
  if (address !== undefined && address !== '') return connect(address);

  const binaries = findPostgresBinaries();
  if (binaries === undefined) throw new PostgresMissing();
  const user = unprivilegedUser();
  const folder = mkdtempSync(join(parent, 'stockbook-postgres-'));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const data = join(folder, 'data');

  try {
    const initdb = ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8'];
    // --no-sync spares the flush of the empty cluster only; the server's own fsync is untouched.
    execFileSync(join(binaries, 'initdb'), [...initdb, '--locale', 'C', '--no-sync'], {
      ...user,
      cwd: folder,
      stdio: 'pipe',
    });
    const settings = Object.entries({ ...CHANGED_SETTINGS, ...changed, unix_socket_directories: folder });
    const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(join(binaries, 'postgres'), ['-D', data, ...flags], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const onExit = () => {
      server.kill('SIGQUIT');
      waitWithoutLoop(() => !existsSync(join(data, 'postmaster.pid')), 5000);
      remove();
    };
    process.once('exit', onExit);
    const stop = async () => {
      await end(server);
      process.off('exit', onExit);
      remove();
    };
    try {
      await ready(server);
      return await connect(`postgresql:///postgres?host=${encodeURIComponent(folder)}&user=postgres`, stop);
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    remove();
    throw error;
  }
}

/** Within an exit handler nothing asynchronous runs any more. */
function waitWithoutLoop(done: () => boolean, timeoutMs: number): void {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let waitedMs = 0; !done() && waitedMs < timeoutMs; waitedMs += 20) Atomics.wait(clock, 0, 0, 20);
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.once('error', reject);
    server.once('exit', (code) =>
      reject(new Error(`PostgreSQL ended with code ${code} while starting:\n${log}`)),
    );
    // Read for as long as it runs: a full pipe would stall the server.
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000);
      if (log.includes('database system is ready to accept connections')) resolve();
    });
  });
}

/** Fast shutdown, and after ten seconds an immediate one. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const exited = once(server, 'exit');
  server.kill('SIGINT');
  const impatience = setTimeout(() => server.kill('SIGQUIT'), 10_000);
  await exited;
  clearTimeout(impatience);
}

const REPORTED_SETTINGS = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'shared_buffers',
  'max_connections',
];

async function connect(address: string, stopServer?: () => Promise<void>): Promise<PostgresServer> {
  const admin = new pg.Client({ connectionString: address });
  // The connection may break while the server is ended from outside; queries report that by themselves.
  admin.on('error', () => {});
  await admin.connect();
  const shown = await admin.query<{ name: string; setting: string }>(
    'SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY($1)',
    [[...REPORTED_SETTINGS, 'server_version']],
  );
  const { server_version: version = 'unknown', ...settings } = Object.fromEntries(
    shown.rows.map((row) => [row.name, row.setting]),
  );
  const databases: string[] = [];

  return {
    address,
    version,
    settings,
    async createDatabase() {
      const name = `stockbook_${process.pid}_${Date.now().toString(36)}_${databases.length}`;
      await admin.query(`CREATE DATABASE ${name}`);
      databases.push(name);
      return withDatabase(address, name);
    },
    async stop() {
      try {
        const toDrop = stopServer === undefined ? databases : [];
        for (const name of toDrop) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        await admin.end();
      } finally {
        await stopServer?.();
      }
    },
  };
}

/** The same address with another database: the path's first segment, before any query string. */
const withDatabase = (address: string, name: string): string =>
  address.replace(/^(\w+:\/\/[^/?]*)(\/[^?]*)?/, (_all, server: string) => `${server}/${name}`);
