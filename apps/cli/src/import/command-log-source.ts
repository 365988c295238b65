import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BulkItem } from '../api/api.ts';
import { linesOf } from '../api/lines.ts';
import { Stop } from '../exit-code.ts';
import { readUnzipped } from '../files/read-unzipped.ts';
import type { ImportItem, ImportSource } from './source.ts';

const NOTHING: ReadonlyMap<string, number> = new Map();
const KB = 1000;

/**
 * A command log: NDJSON, a command a line, `{ "id"?, "type", "data", "decidedAt"? }`.
 *
 * A line without an id gets one made of the file's name and the line's number, so that a second load of the same
 * file doubles nothing.
 */
export async function commandLogSource(path: string): Promise<ImportSource> {
  const { size } = await stat(path);
  const name = basename(path);

  async function* items(): AsyncGenerator<ImportItem> {
    const file = readUnzipped(path);
    let number = 0;
    for await (const line of linesOf(file.content)) {
      number += 1;
      const command = parseCommand(line, `${name}, command ${number}`);
      yield {
        command: { ...command, id: command.id ?? keyOf(name, number) },
        stage: 0,
        done: Math.round(file.bytesRead() / KB),
      };
    }
  }

  return {
    title: `Command log ${name}`,
    stages: [{ title: 'Replaying', total: Math.round(size / KB), unit: 'kB' }],
    items,
    skipped: () => NOTHING,
  };
}

/** A key has visible ASCII characters only. */
function keyOf(name: string, number: number): string {
  return `${encodeURIComponent(name).slice(0, 150)}:${number}`;
}

/** @throws Stop where the line is no command: what it meant cannot be known, so nothing after it is sent. */
export function parseCommand(line: string, place: string): BulkItem {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new Stop(`${place}: the line is not JSON`, undefined, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Stop(`${place}: a command is an object { "id"?, "type", "data", "decidedAt"? }`);
  }
  const { id, type, data, decidedAt, ...others } = value as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Stop(`${place}: a command has no field "${unknown}"`);
  if (typeof type !== 'string') throw new Stop(`${place}: "type" is not a text`);
  if (id !== undefined && typeof id !== 'string') throw new Stop(`${place}: "id" is not a text`);
  if (decidedAt !== undefined && typeof decidedAt !== 'string') {
    throw new Stop(`${place}: "decidedAt" is not a text`);
  }
  return {
    type,
    data,
    ...(id === undefined ? {} : { id }),
    ...(decidedAt === undefined ? {} : { decidedAt }),
  };
}
