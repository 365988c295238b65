/** For tests: scopes as commands make them. */
import { decideCategory } from '../category/decide.ts';
import { decideCategories } from '../category/decide-tree.ts';
import { decideOrganization } from '../organization/decide.ts';
import { emptyScopes, evolveScopes } from '../scopes/evolve-scopes.ts';
import { foundingCommands } from '../scopes/founding.ts';
import type { Scopes } from '../scopes/state.ts';
import type { OptionCommand, ScopeCommand } from '../shared/commands.ts';
import type { Decision, DomainEvent } from '../shared/decision.ts';
import { categoryOfStream, streamOf } from '../streams.ts';
import { decideSystem } from '../system/decide.ts';
import { decideWarehouse } from '../warehouse/decide.ts';
import { decideWebsite } from '../website/decide.ts';

/** The scopes of a founded ledger after the commands, each of which must be accepted. */
export function scopesOf(...commands: readonly (ScopeCommand | OptionCommand)[]): Scopes {
  const scopes = emptyScopes();
  for (const { command } of foundingCommands) apply(scopes, command);
  for (const command of commands) apply(scopes, command);
  return scopes;
}

/** Decides a command on the scopes and folds what it led to. */
export function apply(scopes: Scopes, command: ScopeCommand | OptionCommand): readonly DomainEvent[] {
  const decision = decideOn(scopes, command);
  if (decision.kind === 'refused') throw new Error(`refused: ${JSON.stringify(decision.reasons)}`);
  const stream = streamOf(command);
  for (const event of decision.events) evolveScopes(scopes, { stream, ...event });
  return decision.events;
}

/** What the stream of the command decides, its state being what the scopes say of it. */
export function decideOn(scopes: Scopes, command: ScopeCommand | OptionCommand): Decision<DomainEvent> {
  const context = { scopes };
  switch (command.type) {
    case 'DefineOrganization':
      return decideOrganization(scopes.organizations.get(command.code) ?? null, command, context);
    case 'DefineWebsite':
      return decideWebsite(scopes.websites.get(command.code) ?? null, command, context);
    case 'DefineCategory':
    case 'MoveCategory':
      return decideCategories(scopes.categories, command);
    case 'OpenWarehouse':
    case 'CloseWarehouse':
      return decideWarehouse(scopes.warehouses.get(command.code) ?? null, command, context);
    case 'AssignWarehouses':
    case 'SetOption':
    case 'ClearOption':
      return decideOnScope(scopes, command);
  }
}

function decideOnScope(
  scopes: Scopes,
  command: Extract<ScopeCommand | OptionCommand, { scope: unknown }>,
): Decision<DomainEvent> {
  const { code = '' } = command.scope;
  switch (categoryOfStream(streamOf(command))) {
    case 'organization':
      return decideOrganization(scopes.organizations.get(code) ?? null, command, { scopes });
    case 'website':
      return decideWebsite(scopes.websites.get(code) ?? null, command, { scopes });
    case 'system':
      return decideSystem(scopes.system, command, { scopes });
    case 'category':
      if (command.type === 'AssignWarehouses') break;
      return decideCategory(scopes.categories.get(code) ?? null, command, { scopes });
  }
  throw new Error(`no scope of its own: ${command.scope.level}`);
}
