import {
  emptyScopes,
  type OptionJson,
  type OptionName,
  type OwnOptions,
  optionFromJson,
  type Scopes,
  type Warehouse,
} from '#domain';
import type { Row } from '../database/tables.ts';
import type { Snapshot } from './live-database.ts';

type Settings = Row<'scope_settings'>;

/** The rows that say what the scopes are; definitions in the order in which they were made. */
export interface ScopeRows {
  readonly organizations: Row<'organizations'>[];
  readonly websites: Row<'websites'>[];
  readonly categories: Row<'categories'>[];
  readonly warehouses: Row<'warehouses'>[];
  readonly scope_settings: Settings[];
}

/** Reads the scopes whole: there are few, and resolving options needs them all. */
export async function readScopes({ db, scopesVersion }: Snapshot): Promise<Scopes> {
  const rows: ScopeRows = {
    organizations: await db.selectFrom('organizations').selectAll().orderBy('position').execute(),
    websites: await db.selectFrom('websites').selectAll().orderBy('position').execute(),
    categories: await db.selectFrom('categories').selectAll().orderBy('position').execute(),
    warehouses: await db.selectFrom('warehouses').selectAll().orderBy('position').execute(),
    scope_settings: await db.selectFrom('scope_settings').selectAll().execute(),
  };
  return scopesFrom(rows, scopesVersion);
}

/** The scopes as rows say them. */
export function scopesFrom(rows: ScopeRows, version: number): Scopes {
  const settings = new Map(rows.scope_settings.map((row) => [`${row.level}\n${row.code}`, row]));
  const of = (level: string, code = '') => settings.get(`${level}\n${code}`);
  const scopes = emptyScopes();
  scopes.version = version;
  scopes.system = { options: optionsOf(of('system')), warehouses: warehousesOf(of('system')) };
  for (const { code, name } of rows.organizations) {
    const own = of('organization', code);
    scopes.organizations.set(code, { code, name, options: optionsOf(own), warehouses: warehousesOf(own) });
  }
  for (const { code, name, organization, time_zone: timeZone } of rows.websites) {
    const own = of('website', code);
    const options = optionsOf(own);
    scopes.websites.set(code, { code, name, organization, timeZone, options, warehouses: warehousesOf(own) });
  }
  for (const { code, name, parent } of rows.categories) {
    scopes.categories.set(code, { code, name, parent, options: optionsOf(of('category', code)) });
  }
  for (const { code, name, organization, state } of rows.warehouses) {
    scopes.warehouses.set(code, { code, name, organization, state: state as Warehouse['state'] });
  }
  return scopes;
}

/** Own option values from their JSON. */
export function ownOptionsOf(json: string): OwnOptions {
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(JSON.parse(json))) {
    own[name] = optionFromJson(name as OptionName, value as OptionJson);
  }
  return own;
}

const optionsOf = (settings: Settings | undefined): OwnOptions => ownOptionsOf(settings?.options ?? '{}');

const warehousesOf = (settings: Settings | undefined): readonly string[] | null =>
  JSON.parse(settings?.warehouses ?? 'null');

/** The scopes of the last snapshots, kept until they change. */
export class ScopesCache {
  #key = '';
  #scopes: Scopes = emptyScopes();

  async scopesOf(snapshot: Snapshot): Promise<Scopes> {
    // A parked stream that is folded later changes the scopes without a further event.
    const parked = await snapshot.db.selectFrom('parked_streams').select(['stream', 'revision']).execute();
    const key = JSON.stringify([snapshot.generation, snapshot.scopesVersion, parked]);
    if (key !== this.#key) {
      this.#scopes = await readScopes(snapshot);
      this.#key = key;
    }
    return this.#scopes;
  }
}
