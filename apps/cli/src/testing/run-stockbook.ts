import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The built program. */
export const MAIN = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  '..',
  'dist',
  'apps',
  'cli',
  'src',
  'main.js',
);

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process under way. */
export interface Running {
  readonly process: ChildProcess;
  /** What it has written to standard output so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when what it has written so far matches. */
  until(pattern: RegExp): Promise<RegExpMatchArray>;
  readonly ended: Promise<Ended>;
}

export interface RunOptions {
  readonly input?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** In a process group of its own, as a terminal starts it: for programs that start others. */
  readonly ownGroup?: boolean;
}

/** Starts `stockbook` with arguments. */
export function startStockbook(args: readonly string[], options?: RunOptions): Running {
  return startProgram(process.execPath, [MAIN, ...args], options);
}

/** Starts any program, free of the settings that this process may have in its environment. */
export function startProgram(
  program: string,
  args: readonly string[],
  { input, cwd, env, ownGroup = false }: RunOptions = {},
): Running {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('STOCKBOOK_'));
  const child = spawn(program, args, {
    env: { ...Object.fromEntries(inherited), ...env },
    ...(cwd === undefined ? {} : { cwd }),
    detached: ownGroup,
  });
  let stdout = '';
  let stderr = '';
  let news = Promise.withResolvers<void>();
  const tell = () => {
    news.resolve();
    news = Promise.withResolvers();
  };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    tell();
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
    tell();
  });
  // One that ends without reading its input is nothing to fail about.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = once(child, 'close').then(
    ([exitCode, signal]): Ended => ({ exitCode, signal, stdout, stderr }),
  );

  return {
    process: child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    async until(pattern) {
      for (;;) {
        const match = stdout.match(pattern) ?? stderr.match(pattern);
        if (match !== null) return match;
        const end = await Promise.race([news.promise, ended]);
        if (typeof end === 'object')
          throw new Error(`${program} ended before ${pattern}:\n${stdout}${stderr}`);
      }
    },
  };
}

/** Ends a program with all that it has started, as Ctrl-C in its terminal does. */
export function interrupt({ process: { pid } }: Running): void {
  if (pid !== undefined) process.kill(-pid, 'SIGINT');
}

/** Runs `stockbook` to its end. */
export function stockbook(args: readonly string[], options?: RunOptions): Promise<Ended> {
  return startStockbook(args, options).ended;
}
