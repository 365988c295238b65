import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../logging/logger.ts';
import { serve } from '../serve/serve.ts';
import { type Flags, readSettings } from '../settings/read-settings.ts';
import { type Client, clientOf } from './client.ts';

export interface TestServer extends Client, AsyncDisposable {
  readonly data: string;
  /** Stops it as a signal would; the data stays until it is disposed of. */
  stop(): Promise<void>;
  /** Stops it and serves the same data again, with other flags if any are given. */
  restart(flags?: Flags): Promise<TestServer>;
}

/** A server on a free port with data of its own. */
export async function openServer(flags: Flags = {}): Promise<TestServer> {
  return serverOn(await mkdtemp(join(tmpdir(), 'stockbook-server-')), flags);
}

async function serverOn(data: string, flags: Flags): Promise<TestServer> {
  const serving = await serve(readSettings({ data, port: '0', ...flags }, {}), silentLogger());
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await serving.stop();
  };
  return {
    ...clientOf(serving.address),
    data,
    stop,
    async restart(changed = flags) {
      await stop();
      return serverOn(data, changed);
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
