import type { BulkItem } from '../api/api.ts';

/** A part of the work with a progress bar of its own. */
export interface Stage {
  readonly title: string;
  readonly total: number;
  /** What `total` counts, in the plural. */
  readonly unit: string;
}

/** One command of a file. */
export interface ImportItem {
  readonly command: BulkItem;
  /** Index of the stage it belongs to. */
  readonly stage: number;
  /** How much of the stage is done with it. */
  readonly done: number;
}

/** A file that was recognised, ready to be told as commands. The same file always gives the same commands. */
export interface ImportSource {
  /** What it is, for people, in a line. */
  readonly title: string;
  readonly stages: readonly Stage[];
  items(): AsyncIterable<ImportItem>;
  /** How many lines were not sent so far, by reason. */
  skipped(): ReadonlyMap<string, number>;
}
