import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which process serves a data folder, and where. */
export interface RunningServer {
  readonly pid: number;
  /** e.g. `http://127.0.0.1:3000` */
  readonly address: string;
}

const fileIn = (data: string) => join(data, 'server.json');

/** Notes where this process answers, for others that find the log in use. */
export function recordServer(data: string, address: string): void {
  // Where the store and the read models are servers, nothing else has made it.
  mkdirSync(data, { recursive: true });
  const draft = `${fileIn(data)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ pid: process.pid, address } satisfies RunningServer)}\n`);
  renameSync(draft, fileIn(data));
}

export function forgetServer(data: string): void {
  if (recordedServer(data)?.pid === process.pid) rmSync(fileIn(data), { force: true });
}

/**
 * Who last noted that it serves the folder. A process that was killed leaves its note behind: believe it only where
 * the log is in use, by that very process.
 */
export function recordedServer(data: string): RunningServer | undefined {
  try {
    const { pid, address } = JSON.parse(readFileSync(fileIn(data), 'utf8'));
    return typeof pid === 'number' && typeof address === 'string' ? { pid, address } : undefined;
  } catch {
    return undefined;
  }
}
