import { decideOption } from '../options/decide-option.ts';
import { optionsOfSystem } from '../options/resolve.ts';
import type { ScopeContext } from '../scopes/context.ts';
import type { OrganizationEvent } from '../scopes/events.ts';
import type { Organization } from '../scopes/state.ts';
import { unknownOrganization } from '../scopes/unknown.ts';
import { alreadyExists } from '../shared/already-exists.ts';
import type { AssignWarehouses, DefineOrganization, OptionCommand } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { decideAssignment } from '../warehouse/assign.ts';

export type OrganizationCommand = DefineOrganization | AssignWarehouses | OptionCommand;

/** Decides what happens to an organization; null is one that was never defined. */
export function decideOrganization(
  organization: Organization | null,
  command: OrganizationCommand,
  { scopes }: ScopeContext,
): Decision<OrganizationEvent> {
  if (command.type === 'DefineOrganization') return decideDefinition(organization, command);
  if (organization === null) return refuse(unknownOrganization(command.scope.code, 'scope.code'));
  if (command.type === 'AssignWarehouses') {
    return decideAssignment(organization.warehouses, command, scopes);
  }
  const source = { level: 'organization', code: organization.code } as const;
  return decideOption({ source, own: organization.options, inherited: optionsOfSystem(scopes) }, command);
}

function decideDefinition(
  organization: Organization | null,
  { code, name }: DefineOrganization,
): Decision<OrganizationEvent> {
  if (organization !== null) return refuse(alreadyExists('organization', code, 'code'));
  return accept({ type: 'OrganizationDefined', data: { code, name } });
}
