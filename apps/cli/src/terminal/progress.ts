/** A long work under way. */
export interface Progress {
  /** Tells how much is done by now. */
  update(done: number): void;
  /** Ends the display; what was shown last stays. */
  stop(): void;
}

/** What a display of progress says besides the bar. */
export interface ProgressFigures {
  readonly title: string;
  readonly unit: string;
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}

/** The part of the work that is done, 0 to 1; work of no size is done. */
export function shareOf({ done, total }: Pick<ProgressFigures, 'done' | 'total'>): number {
  return total <= 0 ? 1 : Math.min(1, Math.max(0, done / total));
}

/** How long the rest takes if it goes on like this, in milliseconds; nothing while that cannot be known. */
export function remainingMs(figures: ProgressFigures): number | undefined {
  const share = shareOf(figures);
  if (share === 0 || figures.elapsedMs < 500) return undefined;
  return (figures.elapsedMs * (1 - share)) / share;
}
