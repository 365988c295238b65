import { sql } from 'kysely';
import type { Row } from '../database/tables.ts';
import { decodeGaps } from '../event-index/gap-list.ts';
import { IDS_PER_SEGMENT, PARTS_PER_SEGMENT, segmentOf } from '../event-index/layout.ts';
import { positionsOf } from '../event-index/open-part.ts';
import { termNumber } from '../event-index/term-number.ts';
import type { Term } from '../event-index/terms.ts';
import type { Snapshot } from './live-database.ts';

/** A stretch of the log, both ends included. */
export interface Stretch {
  readonly first: bigint;
  readonly last: bigint;
}

export type Direction = 'forward' | 'backward';

/** Parts that one look into the index fetches. */
const PARTS_AT_ONCE = 32;

/**
 * Positions of events that may name all the terms, in order. Terms are known by numbers that others may share, so
 * whoever reads the events has to look again.
 *
 * @param terms at least one, the rarest first.
 */
export async function* searchIndex(
  snapshot: Snapshot,
  terms: readonly Term[],
  { first, last }: Stretch,
  direction: Direction,
): AsyncGenerator<number> {
  const isForward = direction === 'forward';
  const [low, high] = [Number(first), Number(last)];
  let part = await partAt(snapshot, isForward ? low : high);
  while (part !== undefined) {
    const found = await partsFrom(snapshot, terms, part, direction);
    for (const row of found) {
      const positions = matching(row).filter((position) => position >= low && position <= high);
      yield* isForward ? positions : positions.reverse();
    }
    const furthest = found.at(-1);
    if (found.length < PARTS_AT_ONCE || furthest === undefined) return;
    if (isForward ? furthest.last_position >= high : furthest.first_position <= low) return;
    part = isForward ? furthest.part + 1 : furthest.part - 1;
  }
}

/** The part that holds the position, or the last one before it; the first where there is none before. */
async function partAt({ db }: Snapshot, position: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('event_parts')
    .select('part')
    .where('first_position', '<=', position)
    .orderBy('first_position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.part ?? 0;
}

type FoundPart = Row<'event_parts'> & { readonly offsets: readonly Uint8Array[] };

/** Parts in which every term stands, from one on. */
async function partsFrom(
  { db }: Snapshot,
  terms: readonly Term[],
  part: number,
  direction: Direction,
): Promise<FoundPart[]> {
  const [comparison, order] = direction === 'forward' ? (['>=', 'asc'] as const) : (['<=', 'desc'] as const);
  const [rarest = 0, ...others] = terms.map(termNumber);
  let query = db
    .selectFrom('event_segments as s')
    .innerJoin('event_refs as r', (join) =>
      join.on('r.id', '>=', idIn('s.segment', rarest)).on('r.id', '<', idIn('s.segment', rarest + 1)),
    )
    .innerJoin('event_parts as p', (join) =>
      join.on('p.part', '=', sql<number>`s.segment * ${PARTS_PER_SEGMENT} + r.id % ${PARTS_PER_SEGMENT}`),
    )
    .selectAll('p')
    .select('r.offsets as offsets_0')
    .where('s.segment', comparison, segmentOf(part))
    .where('p.part', comparison, part)
    .orderBy('s.segment', order)
    .orderBy('r.id', order)
    .limit(PARTS_AT_ONCE);
  for (const [index, term] of others.entries()) {
    // The same part under another term: its id differs by the terms' distance.
    const name = `r${index + 1}`;
    const distance = (term - rarest) * PARTS_PER_SEGMENT;
    query = query
      .innerJoin(sql<Row<'event_refs'>>`event_refs`.as<'r1'>(sql.table(name)), (join) =>
        join.on(sql<boolean>`${sql.ref(`${name}.id`)} = r.id + ${distance}`),
      )
      .select(
        sql<Uint8Array>`${sql.ref(`${name}.offsets`)}`.as(`offsets_${index + 1}`),
      ) as unknown as typeof query;
  }
  const rows = await query.execute();
  return rows.map((row) => {
    const named = row as unknown as Record<string, Uint8Array>;
    return { ...row, offsets: terms.map((_, index) => named[`offsets_${index}`] as Uint8Array) };
  });
}

/** The first id of a term in a segment. */
const idIn = (segment: string, term: number) =>
  sql<number>`${sql.ref(segment)} * ${IDS_PER_SEGMENT} + ${term * PARTS_PER_SEGMENT}`;

/** Positions of the part's events that stand under every term. */
function matching(part: FoundPart): number[] {
  const positions = positionsOf(part);
  const [first = new Uint8Array(), ...others] = part.offsets;
  let offsets = decodeGaps(first, 0);
  for (const other of others) {
    const wanted = new Set(decodeGaps(other, 0));
    offsets = offsets.filter((offset) => wanted.has(offset));
  }
  return offsets.flatMap((offset) => positions[offset] ?? []);
}
