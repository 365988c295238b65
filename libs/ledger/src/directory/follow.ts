import { SCOPE_STREAM_CATEGORIES } from '#domain';
import type { EventStore } from '#event-store';
import type { Directory } from './directory.ts';

/** How far behind the log a process's scopes are. */
export interface DirectoryLag {
  /** Since when the log is known to have gone on beyond what was folded, in milliseconds; 0: it has not. */
  readonly behindMs: number;
}

/** Keeps a directory up to date with a log that other processes append to as well. */
export interface Follower {
  lag(): Promise<DirectoryLag>;
  stop(): Promise<void>;
}

const KEEPS_UP: Follower = {
  lag: async () => ({ behindMs: 0 }),
  stop: async () => {},
};

/** Follows the log's scope events from where the directory stands; not needed where this process alone appends. */
export function follow(directory: Directory, store: EventStore): Follower {
  if (store.capabilities.staging) return KEEPS_UP;
  const abort = new AbortController();
  let behindSince: number | undefined;
  const done = (async () => {
    const filter = { categories: SCOPE_STREAM_CATEGORIES };
    for await (const batch of store.subscribe({ after: directory.position, filter, signal: abort.signal })) {
      directory.take(batch.events, batch.position);
      if (batch.caughtUp) behindSince = undefined;
    }
  })();
  return {
    async lag() {
      const end = await store.lastPosition();
      if (end <= directory.position) behindSince = undefined;
      else behindSince ??= Date.now();
      return { behindMs: behindSince === undefined ? 0 : Date.now() - behindSince };
    },
    async stop() {
      abort.abort();
      await done;
    },
  };
}
