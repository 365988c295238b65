import {
  emptyScopes,
  type OptionJson,
  type OptionName,
  type OwnOptions,
  optionFromJson,
  type Scopes,
} from '#domain';
import type { Row } from '../database/tables.ts';
import type { Snapshot } from './live-database.ts';

type Settings = Row<'scope_settings'>;

/** Reads the scopes whole: there are few, and resolving options needs them all. */
export async function readScopes({ db, scopesVersion }: Snapshot): Promise<Scopes> {
  const settings = new Map<string, Settings>();
  for (const row of await db.selectFrom('scope_settings').selectAll().execute()) {
    settings.set(`${row.level}\n${row.code}`, row);
  }
  const of = (level: string, code = '') => settings.get(`${level}\n${code}`);
  const scopes = emptyScopes();
  scopes.version = scopesVersion;
  scopes.system = { options: optionsOf(of('system')), warehouses: warehousesOf(of('system')) };

  for (const { code, name } of await db
    .selectFrom('organizations')
    .selectAll()
    .orderBy('position')
    .execute()) {
    const own = of('organization', code);
    scopes.organizations.set(code, { code, name, options: optionsOf(own), warehouses: warehousesOf(own) });
  }
  for (const row of await db.selectFrom('websites').selectAll().orderBy('position').execute()) {
    const { code, name, organization, time_zone: timeZone } = row;
    const own = of('website', code);
    const options = optionsOf(own);
    scopes.websites.set(code, { code, name, organization, timeZone, options, warehouses: warehousesOf(own) });
  }
  for (const { code, name, parent } of await db
    .selectFrom('categories')
    .selectAll()
    .orderBy('position')
    .execute()) {
    scopes.categories.set(code, { code, name, parent, options: optionsOf(of('category', code)) });
  }
  for (const row of await db.selectFrom('warehouses').selectAll().orderBy('position').execute()) {
    const { code, name, organization } = row;
    scopes.warehouses.set(code, {
      code,
      name,
      organization,
      state: row.state as 'open' | 'closing' | 'closed',
    });
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
