import type { Api } from '../api/api.ts';
import { digestLog, type LogDigest, lastPosition } from '../api/log.ts';
import { EXIT, Stop } from '../exit-code.ts';
import type { Screen } from '../terminal/screen.ts';
import { load } from './load.ts';
import type { ImportSource } from './source.ts';
import { type StockOverview, stockOverview } from './stock-overview.ts';
import type { Tally } from './tally.ts';

/** What came of a load. */
export interface ImportReport {
  readonly title: string;
  /** Whom the commands went to. */
  readonly place: string;
  readonly tally: Tally;
  /** Lines of the file that are no commands, by reason. */
  readonly skipped: ReadonlyMap<string, number>;
  readonly log: LogDigest;
  readonly stock: StockOverview;
  readonly durations: {
    /** Recognising and surveying the file. */
    readonly readingMs: number;
    /** From the first command to the last result. */
    readonly loadingMs: number;
    /** Reading the whole log, and the read models once they have caught up. */
    readonly checkingMs: number;
  };
}

const LOST_DEMAND_SHOWN = 5;

/**
 * Loads a source and gathers what came of it. What is in the ledger is asked of the ledger, never concluded from
 * what was sent.
 *
 * @throws Stop when the signal was aborted: nothing more is sent then, and nothing is gathered
 */
export async function runImport(
  api: Api,
  source: ImportSource,
  screen: Screen,
  readingMs: number,
  signal: AbortSignal,
): Promise<ImportReport> {
  const startedAt = performance.now();
  const positionBefore = await lastPosition(api);
  const tally = await load(api, source, screen, signal);
  const loadedAt = performance.now();
  if (signal.aborted) {
    throw new Stop(
      'Stopped. What was loaded is safe; the same command again goes on from there.',
      EXIT.interrupted,
    );
  }
  const log = await digestLog(api, positionBefore);
  const stock = await stockOverview(api, tally.lostDemand(LOST_DEMAND_SHOWN), await lastPosition(api));
  return {
    title: source.title,
    place: api.place,
    tally,
    skipped: source.skipped(),
    log,
    stock,
    durations: { readingMs, loadingMs: loadedAt - startedAt, checkingMs: performance.now() - loadedAt },
  };
}
