/**
 * A program of ours in a process of its own, for tests that kill it or look over its shoulder.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export class ChildProgram {
  /** What it has written so far. */
  readonly lines: string[] = [];
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  #errors = '';
  #news: (() => void)[] = [];

  /** @param command what to run it with, e.g. `unshare`; default: this Node. */
  constructor(program: URL, args: readonly string[], command: readonly string[] = []) {
    const node = [process.execPath, '--disable-warning=ExperimentalWarning', program.pathname, ...args];
    const [first, ...rest] = [...command, ...node] as [string, ...string[]];
    this.#process = spawn(first, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process.stderr?.on('data', (data) => {
      this.#errors += data;
    });
    if (this.#process.stdout !== null) {
      createInterface({ input: this.#process.stdout }).on('line', (line) => {
        this.lines.push(line);
        this.#wake();
      });
    }
    this.#ended = once(this.#process, 'close').then(() => this.#wake());
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Waits until it has written enough; fails when it ends before. */
  async until(enough: (lines: readonly string[]) => boolean): Promise<void> {
    while (!enough(this.lines)) {
      if (this.#process.exitCode !== null || this.#process.signalCode !== null) {
        await this.#ended;
        if (enough(this.lines)) return;
        throw new Error(`The program ended too early: ${this.#errors || this.lines.join('\n')}`);
      }
      await new Promise<void>((resolve) => this.#news.push(resolve));
    }
  }

  /** Its exit code, and what it complained of. */
  async end(): Promise<{ code: number | null; errors: string }> {
    await this.#ended;
    return { code: this.#process.exitCode, errors: this.#errors };
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }

  #wake(): void {
    for (const wake of this.#news.splice(0)) wake();
  }
}
