import { emptyScopes, type Scopes } from '#domain';
import type { Row } from '../database/tables.ts';
import type { ScopeTable } from '../projections/history.ts';
import type { Moment } from './as-of.ts';
import type { Snapshot } from './live-database.ts';
import { type ScopeRows, scopesFrom } from './scopes-of.ts';

/** Scopes as of so many past moments are kept. */
const REMEMBERED_MAX = 8;

/** The scopes of past moments, kept as long as nothing can have changed them. */
export class PastScopesCache {
  readonly #known = new Map<string, Scopes>();

  async scopesAt(snapshot: Snapshot, moment: Moment): Promise<Scopes> {
    const { db, generation } = snapshot;
    const last = await db
      .selectFrom('scope_history')
      .select(({ fn }) => fn.max('position').as('position'))
      .where('position', '<=', moment.position)
      .executeTakeFirst();
    // A parked stream that is folded later changes the scopes without a further event.
    const parked = await db.selectFrom('parked_streams').select(['stream', 'revision']).execute();
    const key = JSON.stringify([generation, last?.position ?? null, parked]);
    const scopes = this.#known.get(key) ?? (await readPastScopes(snapshot, moment));
    this.#known.delete(key);
    this.#known.set(key, scopes);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= REMEMBERED_MAX) break;
      this.#known.delete(oldest);
    }
    return scopes;
  }
}

async function readPastScopes({ db }: Snapshot, { position }: Moment): Promise<Scopes> {
  if (position < 0) return emptyScopes();
  const found = await db
    .selectFrom('scope_history as h')
    .select(['h.kind', 'h.row'])
    .where('h.position', '=', ({ selectFrom }) =>
      selectFrom('scope_history as x')
        .select(({ fn }) => fn.max('x.position').as('position'))
        .whereRef('x.kind', '=', 'h.kind')
        .whereRef('x.code', '=', 'h.code')
        .where('x.position', '<=', position),
    )
    .execute();
  const rows: ScopeRows = {
    organizations: [],
    websites: [],
    categories: [],
    warehouses: [],
    scope_settings: [],
  };
  for (const { kind, row } of found) {
    const table = kind.split(':')[0] as ScopeTable;
    (rows[table] as Row<ScopeTable>[]).push(JSON.parse(row));
  }
  for (const table of ['organizations', 'websites', 'categories', 'warehouses'] as const) {
    rows[table].sort((a, b) => a.position - b.position);
  }
  return scopesFrom(rows, 0);
}
