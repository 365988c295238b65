import { readFileSync } from 'node:fs';

/** Version of this program: package.json is as far up from the sources as from what is built of them. */
export const VERSION: string = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
).version;
