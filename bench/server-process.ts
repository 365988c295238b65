import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ServerProcess {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly pid: number;
  /** Graceful; after twenty seconds it is killed. */
  stop(): Promise<void>;
}

/** Starts Node with these arguments and waits for the line `listening on http://…` on its standard output. */
export async function startServer(args: readonly string[]): Promise<ServerProcess> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const exited = once(child, 'exit');
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4000);
  });

  const stop = async () => {
    process.off('exit', endWithUs);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await exited;
    clearTimeout(impatience);
  };

  const url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-4000);
      const found = /listening on (http:\/\/\S+)/.exec(printed);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`the server ended with code ${code} before it listened:\n${log}`)),
    );
  });
  return { url, pid: child.pid as number, stop };
}
