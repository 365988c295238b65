import { parseInstant } from '#domain';
import type { BulkItem } from '#ledger';
import { isIdempotencyKey, KEY_RULE } from '../commands/headers.ts';
import { LOCAL } from '../commands/identity.ts';
import { isProblem, readCommand } from '../commands/read-command.ts';
import { type Problem, problem } from '../problem/problem.ts';

/** What of an item comes back with its result. */
export interface ItemTag {
  /** As it was sent; null where there was none, or none that can be one. */
  readonly id: string | null;
  /** The command's name; absent where the item is not that of a known command. */
  readonly type?: string;
  /** Why the item is no command. */
  readonly problem?: Problem;
}

const FIELDS = ['id', 'type', 'data', 'decidedAt'];

/** Reads one of many commands: `{ id?, type, data, decidedAt? }`. */
export function readItem(item: unknown): BulkItem<ItemTag> {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return unreadable(null, invalid('a command should be an object with type and data', ''));
  }
  const { id, type, data, decidedAt } = item as Readonly<Record<string, unknown>>;
  const hasKey = typeof id === 'string' && isIdempotencyKey(id);
  const key = hasKey ? id : null;
  if (id !== undefined && id !== null && !hasKey) return unreadable(null, invalid(`id ${KEY_RULE}`, 'id'));
  const unknown = Object.keys(item).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) {
    return unreadable(
      key,
      invalid(`${unknown.slice(0, 100)} is no field here; there are ${FIELDS.join(', ')}`, unknown),
    );
  }
  if (typeof type !== 'string') return unreadable(key, invalid('type should name a command', 'type'));
  const at = decidedAt === undefined ? undefined : parseInstant(decidedAt);
  if (decidedAt !== undefined && at === undefined) {
    return unreadable(
      key,
      invalid('decidedAt should be an instant in UTC, such as 2026-01-31T09:30:00Z', 'decidedAt'),
    );
  }
  const parsed = readCommand(type, data);
  if (isProblem(parsed)) return unreadable(key, parsed);
  return {
    tag: { id: key, type },
    envelope: {
      ...parsed,
      actor: LOCAL,
      ...(key !== null && { commandId: `${LOCAL}:${key}` }),
      ...(at !== undefined && { decidedAt: at }),
    },
  };
}

/** An item that takes its place among the results, and nothing else. */
export const unreadable = (id: string | null, found: Problem): BulkItem<ItemTag> => ({
  tag: { id, problem: found },
});

const invalid = (message: string, path: string) =>
  problem('VALIDATION_FAILED', message, path === '' ? {} : { path });
