// Compiles apps/ and libs/ to dist/, file by file. Every output is replaced by a rename, so a build never
// disturbs a program that is running from dist, nor another build beside it.
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

const top = join(import.meta.dirname, '..');
const dist = join(top, 'dist');
const stamp = join(dist, 'package.json');
const settings = ['package.json', '.swcrc', 'tools/build.js'];

const isSource = (/** @type {string} */ path) => /(?<!\.spec|\.d)\.ts$/.test(path);

/**
 * The sources, tests left out, and the folders they are in: removing a file changes only its folder's time.
 *
 * @returns {string[]}
 */
function sourceTree() {
  return ['apps', 'libs']
    .filter((root) => existsSync(join(top, root)))
    .flatMap((root) => [
      root,
      ...readdirSync(join(top, root), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isDirectory() || isSource(entry.name))
        .map((entry) => join(relative(top, entry.parentPath), entry.name)),
    ])
    .filter((path) => !path.startsWith(join('apps', 'console')));
}

/**
 * Whether dist is missing or older than anything it was built from.
 *
 * @returns {boolean}
 */
export function isStale() {
  const builtAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (builtAt === 0) return true;
  return [...settings, ...sourceTree()].some((path) => {
    const found = statSync(join(top, path), { throwIfNoEntry: false });
    return found === undefined || found.mtimeMs > builtAt;
  });
}

/**
 * Compiles every source that is no test, removes outputs whose source is gone, and writes dist/package.json,
 * by which `#domain` and its siblings mean the compiled libraries inside dist.
 *
 * @returns {Promise<number>} how many files were compiled
 */
export async function build() {
  const { transformFile } = await import('@swc/core');
  const startedAt = new Date();
  const sources = sourceTree().filter(isSource);

  const outputs = await Promise.all(
    sources.map(async (source) => {
      const output = source.replace(/\.ts$/, '.js');
      const { code, map } = await transformFile(join(top, source), {
        cwd: top,
        sourceFileName: relative(join(dist, dirname(output)), join(top, source)),
      });
      replace(`${output}.map`, map ?? '');
      replace(output, `${code}//# sourceMappingURL=${basename(output)}.map\n`);
      return output;
    }),
  );

  const wanted = new Set(outputs.flatMap((output) => [output, `${output}.map`]));
  for (const path of globSync('{apps,libs}/**/*.{js,js.map}', { cwd: dist })) {
    if (!wanted.has(path)) rmSync(join(dist, path), { force: true });
  }

  const { name, version, type, imports } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
  for (const key of Object.keys(imports)) imports[key] = imports[key].replace(/\.ts$/, '.js');
  replace('package.json', `${JSON.stringify({ name, version, type, imports }, undefined, 2)}\n`);
  utimesSync(stamp, startedAt, startedAt);
  return outputs.length;
}

/**
 * @param {string} path where in dist
 * @param {string} text
 */
function replace(path, text) {
  const target = join(dist, path);
  const draft = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(draft, text);
  renameSync(draft, target);
}

if (import.meta.main) {
  const startedAt = performance.now();
  const count = await build();
  console.log(`build: ${count} files to dist in ${Math.round(performance.now() - startedAt)} ms`);
}
