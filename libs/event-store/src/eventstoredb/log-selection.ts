/**
 * A choice of events, as the server can make it and as it is completed here: the server chooses by names of streams or
 * by types, not by both.
 */
import { eventTypeFilter, type Filter, streamNameFilter } from '@eventstore/db-client';
import type { LogFilter, StreamName } from '../port.ts';

/** How often the server tells how far it has come, and to whom. */
export type Checkpoints = Pick<Filter, 'maxSearchWindow' | 'checkpointInterval' | 'checkpointReached'>;

/** The server's own part; undefined where it has nothing to choose by. */
export function serverFilter({ categories, types }: LogFilter, options: Checkpoints): Filter | undefined {
  if (categories !== undefined)
    return streamNameFilter({ ...options, regex: `^(?:${anyOf(categories)})(?:-|$)` });
  if (types !== undefined) return eventTypeFilter({ ...options, regex: `^(?:${anyOf(types)})$` });
  return undefined;
}

/** Whether nothing at all is chosen. */
export const isNothing = ({ categories, types }: LogFilter): boolean =>
  categories?.length === 0 || types?.length === 0;

export function isChosen(stream: StreamName, type: string, { categories, types }: LogFilter): boolean {
  if (types !== undefined && !types.includes(type)) return false;
  return categories === undefined || categories.includes(categoryOf(stream));
}

function categoryOf(stream: string): string {
  const end = stream.indexOf('-');
  return end === -1 ? stream : stream.slice(0, end);
}

const anyOf = (names: readonly string[]): string =>
  names.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|#\s]/g, (sign) => `\\${sign}`)).join('|');
