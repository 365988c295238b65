import type { OptionClearedData, OptionSetData } from '#domain';

type OptionEvent =
  | { readonly type: 'OptionSet'; readonly data: OptionSetData }
  | { readonly type: 'OptionCleared'; readonly data: OptionClearedData };

/** Own option values as JSON, after `OptionSet` or `OptionCleared`; names in their order, so that rows are alike. */
export function withOption(options: string, { type, data }: OptionEvent): string {
  const own: Record<string, unknown> = JSON.parse(options);
  if (type === 'OptionSet') own[data.option] = data.value;
  else delete own[data.option];
  return JSON.stringify(Object.fromEntries(Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1))));
}
