import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Stop } from '../exit-code.ts';
import type { Screen } from '../terminal/screen.ts';

/** Where an export goes. */
export interface Output {
  /** Writes whole lines; wait for it: it holds back where the reader is slow. */
  write(text: string): Promise<void>;
  /** Makes what was written appear. */
  complete(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
  /** Lines written so far. */
  lines(): number;
}

/**
 * Opens the file to write, or standard output where none is named. A file appears under its name once it is complete.
 *
 * @throws Stop where the file cannot be written
 */
export async function openOutput(path: string | undefined, screen: Pick<Screen, 'print'>): Promise<Output> {
  let lines = 0;
  const count = (text: string) => {
    for (const character of text) if (character === '\n') lines += 1;
  };
  if (path === undefined) {
    return {
      async write(text) {
        count(text);
        await screen.print(text.slice(0, -1));
      },
      complete: async () => {},
      discard: async () => {},
      lines: () => lines,
    };
  }
  const draft = `${path}.part`;
  const file = createWriteStream(draft);
  const failure = once(file, 'error').then(([error]) => {
    throw new Stop(`Cannot write ${path}: ${(error as Error).message}`, undefined, { cause: error });
  });
  failure.catch(() => {});
  return {
    async write(text) {
      count(text);
      if (!file.write(text)) await Promise.race([once(file, 'drain'), failure]);
    },
    async complete() {
      file.end();
      await Promise.race([once(file, 'close'), failure]);
      await rename(draft, path);
    },
    async discard() {
      file.destroy();
      await rm(draft, { force: true });
    },
    lines: () => lines,
  };
}
