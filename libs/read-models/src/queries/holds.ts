import type { HoldStatus } from '#domain';
import type { HoldAnswer } from './answers.ts';
import type { Snapshot } from './live-database.ts';

/** One hold; none where nothing was ever held under the id. */
export async function findHold({ db }: Snapshot, holdId: string): Promise<HoldAnswer | undefined> {
  const row = await db.selectFrom('holds').selectAll().where('hold_id', '=', holdId).executeTakeFirst();
  if (row === undefined || row.status === null) return undefined;
  return {
    holdId,
    website: row.website,
    status: row.status as HoldStatus,
    expiresAt: row.expires_at,
    lines: JSON.parse(row.lines),
  };
}

/** A hold that is open, with what it was decided by. */
export interface OpenHoldRow {
  readonly holdId: string;
  readonly status: 'open';
  readonly expiresAt: string;
  readonly decidedAt: string;
  /** When its intent was recorded, milliseconds since 1970 UTC. */
  readonly recordedMs: number;
}

/** The holds that are open, and those with something under way, in the order of their ids. */
export async function openHolds({ db }: Snapshot): Promise<{
  readonly open: readonly OpenHoldRow[];
  readonly busy: readonly string[];
}> {
  const open = await db
    .selectFrom('holds')
    .select(['hold_id', 'expires_at', 'decided_at', 'recorded_at'])
    .where('status', '=', 'open')
    .orderBy('hold_id')
    .execute();
  const busy = await db
    .selectFrom('holds')
    .select('hold_id')
    .where('busy', '=', 1)
    .orderBy('hold_id')
    .execute();
  return {
    open: open.map((row) => ({
      holdId: row.hold_id,
      status: 'open',
      expiresAt: row.expires_at,
      decidedAt: row.decided_at,
      recordedMs: Number(row.recorded_at),
    })),
    busy: busy.map(({ hold_id: holdId }) => holdId),
  };
}
