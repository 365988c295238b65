import { parseArgs } from 'node:util';
import { serveUntilSignal } from './serve/serve-until-signal.ts';
import { readSettings } from './settings/read-settings.ts';
import { SETTINGS, type SettingName } from './settings/settings.ts';

const WRONG_USE = 2;

function settingsOf(args: string[]) {
  const options = Object.fromEntries(SETTINGS.map(({ flag }) => [flag, { type: 'string' as const }]));
  const { values } = parseArgs({ args, options });
  const flags: Partial<Record<SettingName, string>> = {};
  for (const { name, flag } of SETTINGS) {
    const value = values[flag];
    if (typeof value === 'string') flags[name] = value;
  }
  return readSettings(flags, process.env);
}

const say = (error: unknown) => process.stderr.write(`${error instanceof Error ? error.message : error}\n`);

try {
  const settings = settingsOf(process.argv.slice(2));
  await serveUntilSignal(settings, (address) => process.stdout.write(`listening on ${address}\n`)).catch(
    (error) => {
      say(error);
      process.exitCode = 1;
    },
  );
} catch (error) {
  say(error);
  process.exitCode = WRONG_USE;
}
