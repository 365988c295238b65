import type { Api, BulkItem } from '../api/api.ts';
import type { Progress } from '../terminal/progress.ts';
import type { Screen } from '../terminal/screen.ts';
import type { ImportItem, ImportSource } from './source.ts';
import { Tally } from './tally.ts';

/**
 * Sends a source's commands and counts what became of them, showing how far it has come.
 *
 * @param signal when aborted, nothing more is sent; what was sent is finished and counted
 */
export async function load(
  api: Api,
  source: ImportSource,
  screen: Pick<Screen, 'progress'>,
  signal?: AbortSignal,
): Promise<Tally> {
  const tally = new Tally();
  const display = new StageDisplay(source, screen);
  const sent: ImportItem[] = [];

  async function* commands(): AsyncGenerator<BulkItem> {
    for await (const item of source.items()) {
      if (signal?.aborted) return;
      sent.push(item);
      yield item.command;
    }
  }

  try {
    for await (const result of api.commands(commands())) {
      const item = sent.shift();
      if (item === undefined) throw new Error(`a result came for no command: ${JSON.stringify(result)}`);
      tally.enter(item.command, result);
      display.show(item);
    }
    if (!signal?.aborted) display.complete();
  } finally {
    display.stop();
  }
  return tally;
}

/** One progress bar after the other, a stage each. */
class StageDisplay {
  readonly #source: ImportSource;
  readonly #screen: Pick<Screen, 'progress'>;
  #stage = -1;
  #progress: Progress | undefined;

  constructor(source: ImportSource, screen: Pick<Screen, 'progress'>) {
    this.#source = source;
    this.#screen = screen;
  }

  show({ stage, done }: ImportItem): void {
    if (stage !== this.#stage) this.#begin(stage);
    this.#progress?.update(done);
  }

  /** The last commands of a stage may stand for less than its end: lines that are skipped, say. */
  complete(): void {
    const total = this.#source.stages[this.#stage]?.total;
    if (total !== undefined) this.#progress?.update(total);
  }

  stop(): void {
    this.#progress?.stop();
    this.#progress = undefined;
  }

  #begin(index: number): void {
    this.complete();
    this.stop();
    this.#stage = index;
    const stage = this.#source.stages[index];
    if (stage !== undefined) this.#progress = this.#screen.progress(stage.title, stage.total, stage.unit);
  }
}
