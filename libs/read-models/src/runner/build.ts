import type { EventStore } from '#event-store';
import type { Generation, Generations } from '../database/generations.ts';
import { createToBuild, makeDurable, openToFollow } from '../database/open-generation.ts';
import { RowStatements } from '../database/row-statements.ts';
import { readCheckpoint } from './checkpoint.ts';
import { follow } from './follow.ts';
import { lockBuilding } from './lock-building.ts';
import { ReadModelWriter } from './read-model-writer.ts';

/** How far a rebuild has come. */
export interface RebuildProgress {
  readonly position: bigint;
  /** The log's last position when last looked. */
  readonly last: bigint;
}

export interface BuildOptions {
  readonly store: Pick<EventStore, 'subscribe' | 'lastPosition'>;
  readonly generations: Generations;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

/** Events that are folded before their rows are written: each row once, and not so many that memory is in question. */
const COMMIT_EVERY = 8_192;
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
  const { generations } = options;
  const release = lockBuilding(generations.file);
  const generation = generations.reserve();
  let isLive = false;
  try {
    isLive = (await fold(generation, options)) && (await catchUpAndSwitch(generation, options));
    return isLive ? generation : undefined;
  } finally {
    if (isLive) generations.removeOld();
    else generations.discard(generation);
    release();
  }
}

async function fold(generation: Generation, options: BuildOptions): Promise<boolean> {
  const database = await createToBuild(generation);
  try {
    const writer = new ReadModelWriter(database, { commitEvery: COMMIT_EVERY });
    // Each page is folded as it is read: its events need not be kept.
    if (!(await catchUp(writer, 1, options))) return false;
    writer.commit();
  } finally {
    database.close();
  }
  makeDurable(generation);
  return true;
}

async function catchUpAndSwitch(generation: Generation, options: BuildOptions): Promise<boolean> {
  const database = openToFollow(generation);
  try {
    const writer = new ReadModelWriter(database);
    while (await catchUp(writer, BATCH_MAX, options)) {
      if (switchUnlessBehind(generation, writer.checkpoint.position, options.generations)) return true;
    }
    return false;
  } finally {
    database.close();
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

/**
 * While the live generation is locked nothing can be added to it: so a client that has seen its position never finds
 * the new one behind it.
 */
function switchUnlessBehind(next: Generation, position: number, generations: Generations): boolean {
  const live = generations.live();
  if (live === undefined || live.versions.tables !== next.versions.tables) {
    generations.switchTo(next);
    return true;
  }
  const database = openToFollow(live);
  try {
    database.connection.exec('BEGIN IMMEDIATE');
    const isBehind = readCheckpoint(new RowStatements(database)).position > position;
    if (!isBehind) generations.switchTo(next);
    database.connection.exec('ROLLBACK');
    return !isBehind;
  } finally {
    database.close();
  }
}
