import { decideOption } from '../options/decide-option.ts';
import { BUILT_IN } from '../options/resolved.ts';
import type { ScopeContext } from '../scopes/context.ts';
import type { SystemEvent } from '../scopes/events.ts';
import type { SystemScope } from '../scopes/state.ts';
import type { AssignWarehouses, OptionCommand } from '../shared/commands.ts';
import type { Decision } from '../shared/decision.ts';
import { decideAssignment } from '../warehouse/assign.ts';
import { emptySystem } from './state.ts';

export type SystemCommand = AssignWarehouses | OptionCommand;

/** Decides what is set for all organizations; null is a system where nothing was ever set. */
export function decideSystem(
  state: SystemScope | null,
  command: SystemCommand,
  { scopes }: ScopeContext,
): Decision<SystemEvent> {
  const system = state ?? emptySystem();
  if (command.type === 'AssignWarehouses') return decideAssignment(system.warehouses, command, scopes);
  return decideOption({ source: { level: 'system' }, own: system.options, inherited: BUILT_IN }, command);
}
