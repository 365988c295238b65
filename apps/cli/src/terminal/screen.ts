import { once } from 'node:events';
import { startBar } from './bar.ts';
import { startPlainProgress } from './plain-progress.ts';
import type { Progress } from './progress.ts';

/** Where a command writes: answers to standard output, everything about the way there to standard error. */
export interface Screen {
  /** Columns of the terminal that reads standard output; Infinity where it is no terminal. */
  readonly width: number;
  /** Writes a line of the answer. Wait for it: it holds back where the reader is slow. */
  print(line: string): Promise<void>;
  /** Writes a line that is not the answer. */
  note(line: string): void;
  /** Shows how far a long work has come: a bar on a terminal, a line now and then elsewhere. */
  progress(title: string, total: number, unit: string): Progress;
}

/** The screen of this process. */
export function processScreen({ stdout, stderr } = process): Screen {
  return {
    width: stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY,
    async print(line) {
      if (!stdout.write(`${line}\n`)) await once(stdout, 'drain');
    },
    note(line) {
      stderr.write(`${line}\n`);
    },
    progress(title, total, unit) {
      if (stderr.isTTY) return startBar(stderr, title, total, unit);
      return startPlainProgress((line) => void stderr.write(`${line}\n`), title, total, unit);
    },
  };
}

/**
 * Lets a reader that has seen enough, such as `head`, end the process quietly; any other failure to write is one.
 */
export function endWithReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}
