import { formatCount, formatDuration } from './format.ts';
import { type Progress, remainingMs, shareOf } from './progress.ts';

const STEP_PERCENT = 10;
const SILENCE_MS_MAX = 5_000;

/**
 * Tells progress in plain lines, for a log file or a pipe: one for every tenth of the work, and one every few
 * seconds where that takes longer.
 */
export function startPlainProgress(
  write: (line: string) => void,
  title: string,
  total: number,
  unit: string,
  now: () => number = () => performance.now(),
): Progress {
  const startedAt = now();
  let done = 0;
  let told = -1;
  let toldAt = startedAt;

  const tell = () => {
    const elapsedMs = now() - startedAt;
    const figures = { title, unit, done, total, elapsedMs };
    const rest = shareOf(figures) < 1 ? remainingMs(figures) : undefined;
    const percent = `${String(Math.floor(shareOf(figures) * 100)).padStart(3)} %`;
    const after = `after ${formatDuration(elapsedMs)}`;
    const left = rest === undefined ? '' : `, ${formatDuration(rest)} left`;
    write(`${title} ${percent}  ${formatCount(done)} of ${formatCount(total)} ${unit} ${after}${left}`);
    told = done;
    toldAt = now();
  };
  const step = (value: number) => Math.floor((shareOf({ done: value, total }) * 100) / STEP_PERCENT);

  return {
    update(value) {
      done = value;
      if (step(done) > step(told) || now() - toldAt >= SILENCE_MS_MAX) tell();
    },
    stop() {
      if (done !== told) tell();
    },
  };
}
