import { StoreNotFoundError } from '#event-store';
import { RebuildRunningError, rebuildReadModels } from '#read-models';
import type { SettingFlags } from './commands/cli.ts';
import { EXIT, Stop } from './exit-code.ts';
import { settingsOf } from './settings-of.ts';
import { formatCount, formatDuration, formatRate } from './terminal/format.ts';
import type { Progress } from './terminal/progress.ts';
import type { Screen } from './terminal/screen.ts';

/**
 * Builds the read models anew, in this process: it only reads the log, so a server may be at work on it meanwhile, and
 * moves on to the new ones by itself.
 */
export async function rebuildHere(
  flags: SettingFlags,
  screen: Screen,
  { json, signal }: { readonly json: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const { store, readModels } = settingsOf(flags, process.env);
  const startedAt = performance.now();
  let display: Progress | undefined;
  let events = 0;
  try {
    const isBuilt = await rebuildReadModels({
      log: store,
      readModels,
      signal,
      onProgress({ position, last }) {
        events = Number(position) + 1;
        display ??= screen.progress('Rebuilding', Number(last) + 1, 'events');
        display.update(events);
      },
    });
    if (!isBuilt) throw new Stop('Stopped. The read models are as they were.', EXIT.interrupted);
  } catch (error) {
    throw failureOf(error);
  } finally {
    display?.stop();
  }
  const durationMs = performance.now() - startedAt;
  await screen.print(
    json
      ? JSON.stringify({ events, durationMs: Math.round(durationMs) })
      : `Rebuilt from ${formatCount(events)} events in ${formatDuration(durationMs)} (${formatRate(events, durationMs)}).`,
  );
}

function failureOf(error: unknown): unknown {
  if (error instanceof StoreNotFoundError) return new Stop(`${error.message}.`, undefined, { cause: error });
  if (error instanceof RebuildRunningError) return new Stop(`${error.message}.`, undefined, { cause: error });
  return error;
}
