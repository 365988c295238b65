import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MAIN, type Running, startProgram } from '../../apps/cli/src/testing/run-stockbook.ts';

const FIRST_SCREEN_LINES = 60;
const CLI = 'npm run -s stockbook --';

const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8').split('\n');

/** The commands in the fenced blocks that begin within the first lines, each in one piece. */
function firstScreenCommands(): string[] {
  const commands: string[] = [];
  let isInBlock = false;
  for (const [index, line] of readme.entries()) {
    if (line.startsWith('```')) {
      isInBlock = !isInBlock && line === '```sh' && index < FIRST_SCREEN_LINES;
    } else if (isInBlock) {
      const last = commands.at(-1);
      if (last?.endsWith('\\')) commands[commands.length - 1] = `${last}\n${line}`;
      else commands.push(line);
    }
  }
  return commands;
}

describe('the first screen of the README', () => {
  const commands = firstScreenCommands();
  let folder: string;
  let server: Running;
  let address: string;

  // What a reader would paste, but with the built program, in a folder of its own and on a free port.
  const paste = (command: string) =>
    startProgram(
      'bash',
      ['-c', command.replace(CLI, '"$NODE" "$MAIN"').replace('http://127.0.0.1:3000', address)],
      {
        cwd: folder,
        env: { NODE: process.execPath, MAIN },
      },
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stockbook-readme-'));
    address = '';
    const serve = commands.find((command) => command.startsWith(`${CLI} serve `)) ?? 'false';
    server = paste(`exec ${serve.replace('--port 3000', '--port 0')}`);
    [, address = ''] = await server.until(/^listening on (http:\S+)$/m);
  });
  afterAll(async () => {
    server.process.kill('SIGTERM');
    await server.ended;
    await rm(folder, { recursive: true, force: true });
  });

  test('names the demo and the tests, a line each', () => {
    expect(commands).toContain('npm ci && npm run demo');
    expect(commands).toContain('npm ci && npm test');
  });

  test('gives commands that do what it says, one after the other', async () => {
    const calls = commands.filter((command) => command.startsWith(CLI) && !command.includes(' serve '));
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) {
      const { exitCode, stderr } = await paste(call).ended;
      expect({ call, exitCode, stderr }).toEqual({ call, exitCode: 0, stderr: '' });
    }
  });

  test('gives a request by curl that is answered', async () => {
    const [request = ''] = commands.filter((command) => command.startsWith('curl '));
    const { exitCode, stdout } = await paste(request).ended;
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: 422, code: 'ORDER_REJECTED' });
  });
});
