import {
  type Command,
  type Decision,
  type DomainEvent,
  decideCategories,
  decideCategory,
  decideOrganization,
  decideSystem,
  decideWarehouse,
  decideWebsite,
  type OptionCommand,
  type ScopeCommand,
  type Scopes,
} from '#domain';

/** A command that one of the scopes' streams decides. */
export type CommandOnScope = ScopeCommand | OptionCommand;

/** Whether a scope's stream decides the command: all but those on products and orders, a product's options included. */
export function isOnScope(command: Command): command is CommandOnScope {
  switch (command.type) {
    case 'DefineOrganization':
    case 'DefineWebsite':
    case 'DefineCategory':
    case 'MoveCategory':
    case 'OpenWarehouse':
    case 'CloseWarehouse':
    case 'AssignWarehouses':
      return true;
    case 'SetOption':
    case 'ClearOption':
      return command.scope.level !== 'product';
    default:
      return false;
  }
}

/** Decides a command on the scope that it names. */
export function decideScope(scopes: Scopes, command: CommandOnScope): Decision<DomainEvent> {
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
      return decideOwn(scopes, command);
  }
}

function decideOwn(
  scopes: Scopes,
  command: Extract<CommandOnScope, { readonly scope: unknown }>,
): Decision<DomainEvent> {
  const context = { scopes };
  const { level, code = '' } = command.scope;
  switch (level) {
    case 'system':
      return decideSystem(scopes.system, command, context);
    case 'organization':
      return decideOrganization(scopes.organizations.get(code) ?? null, command, context);
    case 'website':
      return decideWebsite(scopes.websites.get(code) ?? null, command, context);
    case 'category':
      if (command.type === 'AssignWarehouses') break;
      return decideCategory(scopes.categories.get(code) ?? null, command, context);
    case 'product':
      break;
  }
  throw new RangeError(`${command.type} is not for a scope of level ${level}`);
}
