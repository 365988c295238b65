import type { NothingChanged } from '../product/events.ts';
import type { OptionEvent } from '../scopes/events.ts';
import type { ClearOption, OptionCommand, SetOption } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import type { OptionJson, OptionLevel, OptionSource } from './catalogue.ts';
import { optionToJson } from './json.ts';
import { minimumAboveMaximum } from './minimum-above-maximum.ts';
import { parseOption, settableOption } from './parse-option.ts';
import { overlay, type ResolvedOptions } from './resolved.ts';
import type { OwnOptions } from './value.ts';

/** Whose option is to be set or cleared. */
export interface OptionOwner {
  readonly source: OptionSource & { readonly level: OptionLevel };
  readonly own: OwnOptions;
  /** What would hold there without options of its own. */
  readonly inherited: ResolvedOptions;
}

/**
 * Sets or clears one option of a scope or product. Setting what is set so, or clearing what is not set, changes
 * nothing.
 *
 * Refused: OPTION_UNKNOWN, OPTION_NOT_SETTABLE_HERE, OPTION_INVALID, MINIMUM_ABOVE_MAXIMUM.
 */
export function decideOption(
  owner: OptionOwner,
  command: OptionCommand,
): Decision<OptionEvent | NothingChanged> {
  return command.type === 'SetOption' ? decideSet(owner, command) : decideClear(owner, command);
}

function decideSet(owner: OptionOwner, command: SetOption): Decision<OptionEvent | NothingChanged> {
  const parsed = parseOption(owner.source.level, command.option, command.value);
  if ('code' in parsed) return refuse(parsed);
  const { name: option, value } = parsed;
  const json = optionToJson(value);
  const previous = ownJson(owner.own, option);
  if (previous !== undefined && isSame(previous, json)) return accept(nothingChanged(command));
  const after = overlay(owner.inherited, { ...owner.own, [option]: value }, owner.source);
  const fault = minimumAboveMaximum(option, after);
  if (fault !== undefined) return refuse(fault);
  const data = { option, value: json, ...(previous !== undefined && { previous }) };
  return accept({ type: 'OptionSet', data });
}

function decideClear(owner: OptionOwner, command: ClearOption): Decision<OptionEvent | NothingChanged> {
  const option = settableOption(owner.source.level, command.option);
  if (typeof option !== 'string') return refuse(option);
  const previous = ownJson(owner.own, option);
  if (previous === undefined) return accept(nothingChanged(command));
  const { [option]: _, ...own } = owner.own;
  const fault = minimumAboveMaximum(option, overlay(owner.inherited, own, owner.source));
  if (fault !== undefined) return refuse(fault);
  return accept({ type: 'OptionCleared', data: { option, previous } });
}

function ownJson(own: OwnOptions, option: keyof OwnOptions): OptionJson | undefined {
  const value = own[option];
  return value === undefined ? undefined : optionToJson(value);
}

/** Sets are in canonical order, so that equal ones have equal items in equal places. */
const isSame = (a: OptionJson, b: OptionJson): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
