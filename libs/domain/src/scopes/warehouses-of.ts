import { perVersion } from './per-version.ts';
import type { Scopes } from './state.ts';

/** The codes of the warehouses that are open, in the order of their opening. */
export const openWarehouses: (scopes: Scopes) => ReadonlySet<string> = perVersion(
  ({ warehouses }) =>
    new Set([...warehouses.values()].filter(({ state }) => state === 'open').map(({ code }) => code)),
);

const byWebsite = perVersion(() => new Map<string, readonly string[]>());

/**
 * The codes of the warehouses that a website may sell from, in priority order: the website's list, else its
 * organization's, else the system's; of these the open ones.
 */
export function warehousesOf(website: string, scopes: Scopes): readonly string[] {
  const known = byWebsite(scopes);
  let codes = known.get(website);
  if (codes === undefined) {
    const open = openWarehouses(scopes);
    codes = (assignedTo(website, scopes) ?? []).filter((code) => open.has(code));
    if (scopes.websites.has(website)) known.set(website, codes);
  }
  return codes;
}

function assignedTo(code: string, scopes: Scopes): readonly string[] | null {
  const website = scopes.websites.get(code);
  const organization = scopes.organizations.get(website?.organization ?? '');
  return website?.warehouses ?? organization?.warehouses ?? scopes.system.warehouses;
}
