import type { Build, Generation, ReadModelsDatabase } from '../database/read-models-database.ts';
import { partOf } from '../database/sqlite/generations.ts';
import { type EventSource, type LogAddress, writerOptionsFor } from './event-source.ts';
import { COMMIT_EVERY, fillInParts } from './fill-in-parts.ts';
import { follow } from './follow.ts';
import { ReadModelWriter } from './read-model-writer.ts';

/** How far a rebuild has come. */
export interface RebuildProgress {
  readonly position: bigint;
  /** The log's last position when last looked. */
  readonly last: bigint;
}

export interface BuildOptions {
  /** Where the store's events are, for threads that read them by themselves. */
  readonly log: LogAddress;
  readonly store: Pick<EventSource, 'capabilities' | 'subscribe' | 'lastPosition'>;
  readonly database: ReadModelsDatabase;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** A log of so many events is worth a second thread. */
  readonly inPartsFrom?: bigint;
}

const IN_PARTS_FROM = 100_000n;
/** Events that the rest of the log is folded by once the generation can be seen by others. */
const BATCH_MAX = 2_000;

/**
 * Builds the next generation from the whole log, beside the live one, and makes it the live one once it has reached
 * the end of the log and is not behind what the live one has shown.
 *
 * @returns undefined when stopped: what was built is thrown away.
 * @throws RebuildRunningError
 */
export async function buildGeneration(options: BuildOptions): Promise<Generation | undefined> {
  const build = await options.database.startBuild();
  try {
    const isLive = (await fill(build, options)) && (await catchUpAndSwitch(build, options));
    return isLive ? build.generation : undefined;
  } finally {
    await build.end();
  }
}

async function fill(build: Build, options: BuildOptions): Promise<boolean> {
  const { store: source, log, signal, onProgress, inPartsFrom = IN_PARTS_FROM } = options;
  const last = await source.lastPosition();
  if (build.file !== undefined && log.kind === 'sqlite' && last + 1n >= inPartsFrom) {
    const [file, part] = [build.file, partOf(build.file)];
    const report = (position: bigint) => onProgress?.({ position, last });
    return fillInParts({ log, store: source, file, part, until: last, signal, onProgress: report });
  }
  const store = await build.openToFill();
  try {
    const writer = await ReadModelWriter.open(store, {
      commitEvery: COMMIT_EVERY,
      ...writerOptionsFor(options.store),
    });
    // Each page is folded as it is read: its events need not be kept.
    if (!(await catchUp(writer, 1, options))) return false;
    await writer.commit();
    return true;
  } finally {
    await store.close();
  }
}

async function catchUpAndSwitch(build: Build, options: BuildOptions): Promise<boolean> {
  const store = await build.openToFinish();
  try {
    const writer = await ReadModelWriter.open(store, writerOptionsFor(options.store));
    while (await catchUp(writer, BATCH_MAX, options)) {
      if (await build.switchUnlessBehind(writer.checkpoint.position)) return true;
    }
    return false;
  } finally {
    await store.close();
  }
}

async function catchUp(
  writer: ReadModelWriter,
  batchMax: number,
  { store, signal, onProgress }: BuildOptions,
): Promise<boolean> {
  let last = await store.lastPosition();
  const report = () => {
    const position = BigInt(writer.checkpoint.position);
    if (position > last) last = position;
    onProgress?.({ position, last });
  };
  const end = await follow({ store, writer, signal, batchMax, untilCaughtUp: true, onProgress: report });
  return end === 'caught-up';
}
