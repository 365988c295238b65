import type { EventStore } from '#event-store';
import type { Generation, Generations } from '../database/generations.ts';
import { createToBuild, makeDurable, openToFollow } from '../database/open-generation.ts';
import { RowStatements } from '../database/row-statements.ts';
import { readCheckpoint } from './checkpoint.ts';
import { type FollowOptions, follow } from './follow.ts';
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
  readonly batchMax?: number;
}

/** Events in a transaction of a rebuild: few enough that a live projector in the same thread is not held up. */
const BUILD_BATCH_MAX = 8_192;

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
  const { store, signal, batchMax = BUILD_BATCH_MAX } = options;
  const database = await createToBuild(generation);
  try {
    const writer = new ReadModelWriter(database);
    if (!(await catchUp(writer, { store, signal, batchMax }, options))) return false;
  } finally {
    database.close();
  }
  makeDurable(generation);
  return true;
}

async function catchUpAndSwitch(generation: Generation, options: BuildOptions): Promise<boolean> {
  const { store, generations, signal, batchMax = BUILD_BATCH_MAX } = options;
  const database = openToFollow(generation);
  try {
    const writer = new ReadModelWriter(database);
    while (await catchUp(writer, { store, signal, batchMax }, options)) {
      if (switchUnlessBehind(generation, writer.checkpoint.position, generations)) return true;
    }
    return false;
  } finally {
    database.close();
  }
}

async function catchUp(
  writer: ReadModelWriter,
  parts: Pick<FollowOptions, 'store' | 'signal' | 'batchMax'>,
  { store, onProgress }: BuildOptions,
): Promise<boolean> {
  let last = await store.lastPosition();
  const report = () => {
    const position = BigInt(writer.checkpoint.position);
    if (position > last) last = position;
    onProgress?.({ position, last });
  };
  const end = await follow({ writer, ...parts, untilCaughtUp: true, onProgress: report });
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
