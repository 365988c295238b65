import type { ProjectedEvent, Rows } from './rows.ts';

/** Revisions that stand side by side: the first and the last of them. */
export type RevisionRange = readonly [first: number, last: number];

/**
 * Notes where a command has left an event: for logs that have no index of command ids of their own. Not a projection
 * of what events say, so it holds for those of parked streams as well.
 */
export function noteCommand({ stream, revision, metadata }: ProjectedEvent, rows: Rows): void {
  const { commandId } = metadata;
  const row = rows.get('command_events', commandId, stream);
  const ranges: RevisionRange[] = row === undefined ? [] : JSON.parse(row.revisions);
  const last = ranges.at(-1);
  if (last !== undefined && last[1] >= revision) return;
  if (last !== undefined && last[1] === revision - 1) ranges[ranges.length - 1] = [last[0], revision];
  else ranges.push([revision, revision]);
  rows.put('command_events', { command_id: commandId, stream, revisions: JSON.stringify(ranges) });
}
