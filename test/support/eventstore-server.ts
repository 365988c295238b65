/** An EventStoreDB of our own for tests: the program `eventstored` of the PATH, in memory or on a folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const PROGRAM = 'eventstored';
const START_MS_MAX = 120_000;
const LOOK_MS = 100;

/** A server that a test may stop, kill and start again, at the same address. */
export interface EventStoreServer {
  /** `esdb://…`, as the adapter takes it. */
  readonly address: string;
  readonly port: number;
  /** Resolves once it leads: then it takes appends. */
  start(): Promise<void>;
  /** Ends it as a power cut would end its process. */
  kill(): Promise<void>;
  /** Ends it for good. */
  end(): Promise<void>;
}

/** The program's path; undefined where there is none. */
export function findEventStoreProgram(): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, PROGRAM));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Files of a server that asks for TLS and users. */
export interface ServerTls {
  readonly certificate: string;
  readonly key: string;
  /** The folder with the authority's certificate, and nothing else. */
  readonly authorities: string;
}

/**
 * Starts a server on free loopback ports.
 *
 * @param folder where it keeps its data; absent: in memory.
 * @param tls absent: it takes everyone, in the clear.
 */
export async function startEventStore(folder?: string, tls?: ServerTls): Promise<EventStoreServer> {
  const program = findEventStoreProgram();
  if (program === undefined) throw new Error(`there is no program ${PROGRAM} on the PATH`);
  const [port, replicationPort] = [await freePort(), await freePort()];
  const loopback = ['--node-ip=127.0.0.1', '--replication-ip=127.0.0.1'];
  const place = folder === undefined ? '--mem-db' : `--db=${folder}`;
  const ports = [`--node-port=${port}`, `--replication-port=${replicationPort}`];
  const lean = ['--run-projections=None', '--disable-log-file', '--stats-period-sec=3600'];
  const security =
    tls === undefined
      ? ['--insecure']
      : [
          `--certificate-file=${tls.certificate}`,
          `--certificate-private-key-file=${tls.key}`,
          `--trusted-root-certificates-path=${tls.authorities}`,
        ];
  let server: ChildProcess | undefined;
  const killNow = () => {
    if (server?.pid === undefined) return;
    try {
      process.kill(-server.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  const kill = async () => {
    if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    killNow();
    await exited;
    server = undefined;
  };
  process.once('exit', killNow);
  return {
    address: `esdb://127.0.0.1:${port}${tls === undefined ? '?tls=false' : ''}`,
    port,
    async start() {
      server = spawn(program, [...security, place, ...loopback, ...ports, ...lean], {
        stdio: 'ignore',
        // A group of its own: the program on the PATH may be a script that starts it.
        detached: true,
        env: { ...process.env, EVENTSTORE_TELEMETRY_OPTOUT: 'true' },
      });
      await untilItLeads(`${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/info`, server);
    },
    kill,
    end: kill,
  };
}

/** Resolves once the server whose `/info` this is takes appends. @param server its process, where it is a child of ours */
export async function untilItLeads(url: string, server?: ChildProcess): Promise<void> {
  const end = performance.now() + START_MS_MAX;
  while (performance.now() < end) {
    if (server !== undefined && server.exitCode !== null)
      throw new Error(`${PROGRAM} ended with code ${server.exitCode} while starting`);
    try {
      if (JSON.parse(await textAt(url)).state === 'leader') return;
    } catch {
      // Not yet.
    }
    await delay(LOOK_MS);
  }
  throw new Error(`${PROGRAM} did not lead within ${START_MS_MAX} ms`);
}

/** Whoever answers there: the certificate is for the tests to check. */
function textAt(url: string): Promise<string> {
  const { get } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const request = get(url, { rejectUnauthorized: false, timeout: 2_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.once('end', () => resolve(text));
    });
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', reject);
  });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
