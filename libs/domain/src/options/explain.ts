import { categoryChain } from '../scopes/category-chain.ts';
import type { Scopes } from '../scopes/state.ts';
import type { OptionJson, OptionName, OptionSource } from './catalogue.ts';
import { optionToJson } from './json.ts';
import { type ProductWithOptions, resolveOptions } from './resolve.ts';
import { DEFAULT_OPTIONS, OPTION_NAMES } from './rules.ts';
import type { OptionValue, OwnOptions } from './value.ts';

/** A value that a level has set and that a nearer one hides. */
export interface HiddenValue extends OptionSource {
  readonly value: OptionJson;
}

/** An option's effective value, where it comes from, and what it hides, from the nearest level to the default. */
export interface OptionExplanation {
  readonly value: OptionJson;
  readonly source: OptionSource;
  readonly hidden: readonly HiddenValue[];
}

/**
 * Why every option of a product is what it is, on a website or where none is asked about (null).
 *
 * A level that sets `isUpcoming` supplies `availabilityDate` too, null where it has none. A date at a level that does
 * not set `isUpcoming` has no effect; it stands among the hidden values, so that whoever set it can see that.
 */
export function explainOptions(
  product: ProductWithOptions,
  website: string | null,
  scopes: Scopes,
): Record<OptionName, OptionExplanation> {
  const resolved = resolveOptions(product, website, scopes);
  const levels = levelsOf(product, website, scopes);
  const explain = (name: OptionName): OptionExplanation => {
    const { value, source } = resolved.explained(name);
    const supplied = levels.flatMap(([level, own]) => {
      const value = suppliedBy(own, name);
      return value === undefined ? [] : [{ ...level, value: optionToJson(value) }];
    });
    const isHidden = ({ level, code }: OptionSource) => level !== source.level || code !== source.code;
    return { value, source, hidden: supplied.filter(isHidden) };
  };
  return Object.fromEntries(OPTION_NAMES.map((name) => [name, explain(name)])) as Record<
    OptionName,
    OptionExplanation
  >;
}

/** What a level says about the option by itself. */
function suppliedBy(own: OwnOptions, name: OptionName): OptionValue | undefined {
  const value = own[name];
  const comesWithTheFlag = name === 'availabilityDate' && own.isUpcoming !== undefined;
  return value === undefined && comesWithTheFlag ? null : value;
}

/** The whole chain, nearest first, the built-in default last. */
function levelsOf(
  product: ProductWithOptions,
  websiteCode: string | null,
  scopes: Scopes,
): readonly (readonly [OptionSource, OwnOptions])[] {
  const website = websiteCode === null ? undefined : scopes.websites.get(websiteCode);
  const organization = scopes.organizations.get(website?.organization ?? product.organization);
  const chain: [OptionSource, OwnOptions][] = [[{ level: 'product', code: product.sku }, product.options]];
  for (const { code, options } of categoryChain(product.category, scopes)) {
    chain.push([{ level: 'category', code }, options]);
  }
  if (website !== undefined) chain.push([{ level: 'website', code: website.code }, website.options]);
  if (organization !== undefined) {
    chain.push([{ level: 'organization', code: organization.code }, organization.options]);
  }
  chain.push([{ level: 'system' }, scopes.system.options], [{ level: 'default' }, DEFAULT_OPTIONS]);
  return chain;
}
