import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ProjectorOptions } from '../runner/projector.ts';

const CHILD = fileURLToPath(new URL('./crash-child.ts', import.meta.url));

export interface CrashChild {
  readonly process: ChildProcess;
  /** Resolves once so many positions have shown since the start. */
  shown(count: number): Promise<void>;
}

/** Starts a process that appends and projects until it is killed. */
export function startCrashChild(places: ProjectorOptions, run: number): CrashChild {
  const args = ['--disable-warning=ExperimentalWarning', CHILD, JSON.stringify(places), String(run)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const waiting = new Set<() => void>();
  let seen = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (Number(line) < 0) return;
    seen += 1;
    for (const look of waiting) look();
  });
  const shown = (count: number) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (seen < count) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      child.once('exit', (code) => reject(new Error(`the child ended with ${code}`)));
    });
  return { process: child, shown };
}
