import { SingleBar } from 'cli-progress';
import { formatCount, formatDuration, formatRate } from './format.ts';
import { type Progress, type ProgressFigures, remainingMs, shareOf } from './progress.ts';
import { clip, widthOf } from './text.ts';

const BAR_WIDTH_MAX = 40;
const BAR_WIDTH_MIN = 5;
/** Figures that change keep their width, so that the bar does not tremble. */
const RATE_WIDTH = '99,999/s'.length;
const TIME_WIDTH = '59.9 s left'.length;

/** Shows a progress bar on a terminal. */
export function startBar(
  stream: NodeJS.WriteStream,
  title: string,
  total: number,
  unit: string,
  now: () => number = () => performance.now(),
): Progress {
  const startedAt = now();
  let done = 0;
  const bar = new SingleBar({
    stream,
    hideCursor: true,
    fps: 10,
    // A signal must not leave the terminal without a cursor; the process ends by its own handlers.
    gracefulExit: true,
    format: () => barLine({ title, unit, done, total, elapsedMs: now() - startedAt }, stream.columns),
  });
  bar.start(total, 0);
  return {
    update(value) {
      done = value;
      bar.update(value);
    },
    stop: () => bar.stop(),
  };
}

/** The line of a bar: what does not fit goes, the least important first; the title and the percentage stay. */
export function barLine(figures: ProgressFigures, columns: number): string {
  const share = shareOf(figures);
  const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
  const time = timeOf(figures).padEnd(TIME_WIDTH);
  const total = formatCount(figures.total);
  const amount = `${formatCount(figures.done).padStart(total.length)} of ${total} ${figures.unit}`;
  const rate = formatRate(figures.done, figures.elapsedMs).padStart(RATE_WIDTH);

  for (const details of [
    [percent, amount, rate, time],
    [percent, amount, time],
    [percent, time],
    [percent],
  ]) {
    const text = details.join('  ');
    const room = columns - widthOf(figures.title) - widthOf(text) - 5;
    if (room < BAR_WIDTH_MIN) continue;
    return `${figures.title} ${barOf(share, Math.min(room, BAR_WIDTH_MAX))} ${text}`.trimEnd();
  }
  return clip(`${figures.title} ${percent}`, columns - 1);
}

/** How long it took, or how long it still takes; nothing while that cannot be known. */
function timeOf(figures: ProgressFigures): string {
  if (shareOf(figures) === 1) return formatDuration(figures.elapsedMs);
  const rest = remainingMs(figures);
  return rest === undefined ? '' : `${formatDuration(rest)} left`;
}

function barOf(share: number, width: number): string {
  const full = Math.round(share * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}
