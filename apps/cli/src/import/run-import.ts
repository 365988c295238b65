import type { EventStore } from '#event-store';
import type { Api } from '../api/api.ts';
import { EXIT, Stop } from '../exit-code.ts';
import type { Screen } from '../terminal/screen.ts';
import { digestLog, type LogDigest } from './digest-log.ts';
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

/** Where a load goes, and where what came of it is read. */
export interface ImportTarget {
  readonly api: Api;
  /**
   * The log itself, open for reading: all of it has to be read, and a reader of its own does that ten times as fast
   * as asking for page after page, whoever is writing it.
   */
  readonly log: Pick<EventStore, 'readLog' | 'lastPosition'>;
}

const LOST_DEMAND_SHOWN = 5;

/**
 * Loads a source and gathers what came of it. What is in the ledger is asked of the ledger, never concluded from
 * what was sent.
 *
 * @throws Stop when the signal was aborted: nothing more is sent then, and nothing is gathered
 */
export async function runImport(
  { api, log }: ImportTarget,
  source: ImportSource,
  screen: Screen,
  readingMs: number,
  signal: AbortSignal,
): Promise<ImportReport> {
  const startedAt = performance.now();
  const positionBefore = await log.lastPosition();
  const tally = await load(api, source, screen, signal);
  const loadedAt = performance.now();
  if (signal.aborted) {
    throw new Stop(
      'Stopped. What was loaded is safe; the same command again goes on from there.',
      EXIT.interrupted,
    );
  }
  const digest = await digestLog(log, positionBefore);
  const stock = await stockOverview(
    api,
    tally.lostDemand(LOST_DEMAND_SHOWN),
    digest.lastPosition?.toString(),
  );
  return {
    title: source.title,
    place: api.place,
    tally,
    skipped: source.skipped(),
    log: digest,
    stock,
    durations: { readingMs, loadingMs: loadedAt - startedAt, checkingMs: performance.now() - loadedAt },
  };
}
