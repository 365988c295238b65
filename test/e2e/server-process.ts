import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, clientOf } from '../../apps/server/src/testing/client.ts';

const main = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'server', 'src', 'main.js');

/** A server in a process of its own, as it is shipped. */
export interface ServerProcess extends Client, AsyncDisposable {
  readonly pid: number;
  /** Everything on standard output so far. */
  output(): string;
  /** Everything on both so far, as it was written. */
  printed(): string;
  /** The lines on standard error so far, each read as JSON. */
  log(): readonly Readonly<Record<string, unknown>>[];
  /** Sends the signal and waits for the end. @returns the exit code, or the signal that ended it */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | string>;
}

/** A process that ended before it listened. */
export interface Refusal {
  readonly code: number | null;
  readonly output: string;
  readonly error: string;
}

/** An empty folder for data, gone with the test. */
export async function dataFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'stockbook-e2e-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Starts a server on the data, on a free port, and waits until it listens. */
export async function startServer(
  data: string,
  variables: Record<string, string> = {},
): Promise<ServerProcess> {
  const { child, texts } = start(['--data', data, '--port', '0'], variables);
  const exited = once(child, 'exit');
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const found = /^listening on (http:\/\/\S+)\n$/.exec(texts.output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it listened:\n${texts.error}`)));
  });
  const end: ServerProcess['end'] = async (signal) => {
    child.kill(signal);
    const [code, ended] = await exited;
    return code ?? ended;
  };
  return {
    ...clientOf(address),
    pid: child.pid ?? -1,
    output: () => texts.output,
    printed: () => texts.output + texts.error,
    log: () => linesOf(texts.error).map((line) => JSON.parse(line)),
    end,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await end('SIGKILL');
    },
  };
}

/** Runs a server that is expected to refuse its settings. */
export async function refusedStart(
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<Refusal> {
  const { child, texts } = start(args, variables);
  const [code] = await once(child, 'exit');
  return { code, ...texts };
}

function start(
  args: readonly string[],
  variables: Record<string, string> = {},
): { child: ChildProcess; texts: { output: string; error: string } } {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('STOCKBOOK_'));
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...Object.fromEntries(own), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { output: '', error: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    texts.output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    texts.error += text;
  });
  return { child, texts };
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
