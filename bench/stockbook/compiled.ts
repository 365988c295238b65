import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, isStale } from '../../tools/build.js';

const DIST = join(import.meta.dirname, '..', '..', 'dist');

/** A module as the server has it: compiled. `path` is that of its source, from the top, ending in `.js`. */
export async function compiled<Module>(path: string): Promise<Module> {
  if (isStale()) await build();
  return import(pathToFileURL(join(DIST, path)).href);
}
