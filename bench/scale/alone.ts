/** Measures one thing in a process that does nothing else, so that its memory is its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { foldProducts } from './fold.ts';
import { rebuild } from './rebuild.ts';

const WORKS = {
  fold: (folder: string, eventsMax: string) => foldProducts(`${folder}/log.db`, Number(eventsMax)),
  rebuild: (folder: string) => rebuild(folder),
};
type Works = typeof WORKS;

export async function alone<Name extends keyof Works>(
  name: Name,
  ...parameters: Parameters<Works[Name]>
): Promise<Awaited<ReturnType<Works[Name]>>> {
  const child = spawn(process.execPath, [import.meta.filename, name, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return JSON.parse(output);
}

if (import.meta.main) {
  const [name, ...parameters] = process.argv.slice(2);
  const work = WORKS[name as keyof Works] as (...parameters: string[]) => Promise<unknown>;
  process.stdout.write(JSON.stringify(await work(...parameters)));
}
