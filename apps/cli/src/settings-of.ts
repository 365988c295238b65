import type { Settings } from '#server';
import { readSettings } from '#server/settings';
import type { SettingFlags } from './commands/cli.ts';
import { WrongUse } from './exit-code.ts';

/** @throws WrongUse that names every flag and variable that cannot be used */
export function settingsOf(
  { data, store, readModels, host, port, roles }: SettingFlags,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const given = Object.entries({ data, store, readModels, host, port, roles });
  try {
    return readSettings(Object.fromEntries(given.filter(([, value]) => value !== undefined)), environment);
  } catch (error) {
    if ((error as Error).name === 'SettingsError')
      throw new WrongUse((error as Error).message, { cause: error });
    throw error;
  }
}
