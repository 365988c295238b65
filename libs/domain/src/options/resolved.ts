import type { DecidedBy, OptionJson, OptionName, OptionSource, OptionValues } from './catalogue.ts';
import { optionToJson } from './json.ts';
import { DEFAULT_OPTIONS, OPTION_NAMES } from './rules.ts';
import type { OwnOptions } from './value.ts';

/** Every option's effective value, and the level that supplied it. */
export interface ResolvedOptions {
  readonly values: Readonly<OptionValues>;
  readonly sources: Readonly<Record<OptionName, OptionSource>>;
  source(name: OptionName): OptionSource;
  /** The value as JSON, with its source; always the same object. */
  explained(name: OptionName): ExplainedValue;
}

export interface ExplainedValue {
  readonly value: OptionJson;
  readonly source: OptionSource;
}

const DEFAULT_SOURCE: OptionSource = Object.freeze({ level: 'default' });

/** The built-in defaults: what holds where nobody has set anything. */
export const BUILT_IN: ResolvedOptions = resolved(
  DEFAULT_OPTIONS,
  Object.fromEntries(OPTION_NAMES.map((name) => [name, DEFAULT_SOURCE])) as Record<OptionName, OptionSource>,
);

/**
 * The options with a nearer level's own values laid over them. `availabilityDate` comes from the level that supplied
 * `isUpcoming`, null where it has none there.
 */
export function overlay(inherited: ResolvedOptions, own: OwnOptions, source: OptionSource): ResolvedOptions {
  if (!hasOwn(own)) return inherited;
  const values = { ...inherited.values };
  const sources = { ...inherited.sources };
  for (const name of Object.keys(own) as OptionName[]) {
    if (name === 'availabilityDate') continue;
    assign(values, name, own);
    sources[name] = source;
  }
  if (own.isUpcoming !== undefined) {
    values.availabilityDate = own.availabilityDate ?? null;
    sources.availabilityDate = source;
  }
  return resolved(values, sources);
}

/** Of the options named, those that are not at their built-in default: what a decision records as its grounds. */
export function decidedBy(options: ResolvedOptions, names: readonly OptionName[]): DecidedBy {
  const grounds: { -readonly [Name in OptionName]?: ExplainedValue } = {};
  for (const name of names) {
    if (options.sources[name] !== DEFAULT_SOURCE) grounds[name] = options.explained(name);
  }
  return grounds;
}

function resolved(
  values: Readonly<OptionValues>,
  sources: Readonly<Record<OptionName, OptionSource>>,
): ResolvedOptions {
  const explained: { [Name in OptionName]?: ExplainedValue } = {};
  return {
    values,
    sources,
    source: (name) => sources[name],
    explained(name) {
      explained[name] ??= { value: optionToJson(values[name]), source: sources[name] };
      return explained[name];
    },
  };
}

/** Copies one option; the name ties the types of both sides together. */
function assign<Name extends OptionName>(values: OptionValues, name: Name, own: OwnOptions): void {
  const value = own[name];
  if (value !== undefined) values[name] = value as OptionValues[Name];
}

function hasOwn(own: OwnOptions): boolean {
  for (const _ in own) return true;
  return false;
}
