import type { EventStore } from '#event-store';
import { belongsToLog } from '../runner/belongs-to-log.ts';
import { ReadModelsOfAnotherLogError } from './errors.ts';
import type { LiveDatabase, Snapshot } from './live-database.ts';

/**
 * Reads only rows that were folded from the log at hand. Which log a generation is of does not change while it is live, so
 * the log is asked once for each.
 */
export class OwnRows implements LiveDatabase {
  readonly #live: LiveDatabase;
  readonly #store: Pick<EventStore, 'readLog'>;
  /** The generation that is known to be of this log. */
  #known: number | undefined;

  constructor(live: LiveDatabase, store: Pick<EventStore, 'readLog'>) {
    this.#live = live;
    this.#store = store;
  }

  /** @throws ReadModelsOfAnotherLogError besides what every live database throws. */
  snapshot<T>(read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    return this.#live.snapshot(async (snapshot) => {
      const isOwn = snapshot.generation === this.#known || (await this.#look(snapshot));
      if (!isOwn) throw new ReadModelsOfAnotherLogError();
      return read(snapshot);
    });
  }

  /** Whether the live generation is of this log, by a look at both. */
  areOwn(): Promise<boolean> {
    return this.#live.snapshot((snapshot) => this.#look(snapshot));
  }

  cursorKey(): Uint8Array {
    return this.#live.cursorKey();
  }

  close(): Promise<void> {
    return this.#live.close();
  }

  async #look({ db, generation }: Snapshot): Promise<boolean> {
    const row = await db.selectFrom('checkpoint').select(['position', 'log_hash']).executeTakeFirst();
    // Before the first event any log could be theirs: that is looked at again.
    if (row === undefined || row.position < 0) return true;
    const isOwn = await belongsToLog({ position: row.position, logHash: row.log_hash }, this.#store);
    this.#known = isOwn ? generation : undefined;
    return isOwn;
  }
}
