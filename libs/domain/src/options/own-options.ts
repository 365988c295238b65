import type { OptionClearedData, OptionSetData } from '../product/events.ts';
import type { OptionName, OptionValues } from './catalogue.ts';
import { optionFromJson } from './json.ts';
import type { OwnOptions } from './value.ts';

/** Folds `OptionSet` or `OptionCleared` into a scope's or product's own options, in place. */
export function evolveOwnOptions(
  own: OwnOptions,
  event:
    | { readonly type: 'OptionSet'; readonly data: OptionSetData }
    | { readonly type: 'OptionCleared'; readonly data: OptionClearedData },
): void {
  if (event.type === 'OptionSet') set(own, event.data.option, event.data);
  else delete own[event.data.option];
}

function set<Name extends OptionName>(
  own: { [Key in Name]?: OptionValues[Key] },
  option: Name,
  { value }: OptionSetData,
): void {
  own[option] = optionFromJson(option, value);
}
