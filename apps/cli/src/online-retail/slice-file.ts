import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SLICE = join('apps', 'cli', 'data', 'online-retail', 'autumn-2011.csv.gz');

/**
 * Where the slice of Online Retail lies that ships with Stockbook. It is looked for upwards, as the compiled
 * code stands one folder deeper than the sources and the data is not copied.
 */
export function onlineRetailSlice(): string {
  let folder: string = import.meta.dirname;
  while (!existsSync(join(folder, SLICE))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`${SLICE} is missing`);
    folder = parent;
  }
  return join(folder, SLICE);
}
