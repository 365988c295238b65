import type { Cli, SettingFlags } from '../commands/cli.ts';
import type { Output } from './output.ts';

/** Writes every event as the API tells it, in log order, with its hashes: NDJSON, an event a line. */
export async function exportLog(cli: Cli, flags: SettingFlags, output: Output): Promise<void> {
  const { eventAnswer } = await import('#read-models');
  const log = await cli.openLog(flags);
  try {
    const last = Number(await log.lastPosition());
    const progress = cli.screen.progress('Exporting', last + 1, 'positions');
    try {
      for await (const page of log.readLog()) {
        await output.write(page.map((event) => `${JSON.stringify(eventAnswer(event))}\n`).join(''));
        progress.update(Number(page.at(-1)?.position ?? last) + 1);
      }
    } finally {
      progress.stop();
    }
  } finally {
    await log.close();
  }
}
