import { decideOption } from '../options/decide-option.ts';
import { optionsOfOrganization } from '../options/resolve.ts';
import type { ScopeContext } from '../scopes/context.ts';
import type { WebsiteEvent } from '../scopes/events.ts';
import type { Scopes, Website } from '../scopes/state.ts';
import { unknownOrganization, unknownWebsite } from '../scopes/unknown.ts';
import { alreadyExists } from '../shared/already-exists.ts';
import type { AssignWarehouses, DefineWebsite, OptionCommand } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';
import { decideAssignment } from '../warehouse/assign.ts';

export type WebsiteCommand = DefineWebsite | AssignWarehouses | OptionCommand;

/** Of a website for which none was given. */
export const DEFAULT_TIME_ZONE = 'UTC';

/** Decides what happens to a website; null is one that was never defined. */
export function decideWebsite(
  website: Website | null,
  command: WebsiteCommand,
  { scopes }: ScopeContext,
): Decision<WebsiteEvent> {
  if (command.type === 'DefineWebsite') return decideDefinition(website, command, scopes);
  if (website === null) return refuse(unknownWebsite(command.scope.code, 'scope.code'));
  if (command.type === 'AssignWarehouses') return decideAssignment(website.warehouses, command, scopes);
  const source = { level: 'website', code: website.code } as const;
  const inherited = optionsOfOrganization(website.organization, scopes);
  return decideOption({ source, own: website.options, inherited }, command);
}

/** The time zone was checked where the command was parsed: which ones there are depends on the machine. */
function decideDefinition(
  website: Website | null,
  { code, name, organization, timeZone = DEFAULT_TIME_ZONE }: DefineWebsite,
  { organizations }: Scopes,
): Decision<WebsiteEvent> {
  const reasons: Reason[] = [];
  if (website !== null) reasons.push(alreadyExists('website', code, 'code'));
  if (!organizations.has(organization)) reasons.push(unknownOrganization(organization, 'organization'));
  if (reasons.length > 0) return refuse(...reasons);
  return accept({ type: 'WebsiteDefined', data: { code, name, organization, timeZone } });
}
