import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformFile } from '@swc/core';
import type { Contender } from '../contender.ts';
import { httpCommands } from '../http-commands.ts';

const top = join(import.meta.dirname, '..', '..');

/** The most that a Nest server on Fastify serves here when a command costs nothing but its validation. */
export function nestNoop(connections: number): Contender {
  return httpCommands({
    name: 'NestJS and Fastify, same validation, no work',
    connections,
    command: async () => [await compile()],
  });
}

/** Node strips types but knows no decorators, so the server is compiled as the build compiles ours. */
async function compile(): Promise<string> {
  const source = join(import.meta.dirname, 'nest-noop-server.ts');
  const folder = join(top, 'dist', 'bench');
  const { code } = await transformFile(source, { configFile: join(top, '.swcrc'), sourceMaps: false });
  mkdirSync(folder, { recursive: true });
  const target = join(folder, 'nest-noop-server.mjs');
  writeFileSync(target, code);
  return target;
}
