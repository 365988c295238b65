import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { emptyScopes, evolveScopes, type ScopeRecord } from '../scopes/evolve-scopes.ts';
import type { Scopes } from '../scopes/state.ts';
import { ONE } from '../shared/quantity.ts';
import type { OptionName, OptionSource } from './catalogue.ts';
import { explainOptions } from './explain.ts';
import { optionToJson } from './json.ts';
import { type ProductWithOptions, resolveOptions } from './resolve.ts';
import { DEFAULT_OPTIONS, OPTION_NAMES } from './rules.ts';
import type { OptionValue, OwnOptions } from './value.ts';

const decimal = fc.bigInt({ min: 0n, max: 5n }).map((units) => units * ONE);
const own: fc.Arbitrary<OwnOptions> = fc.record(
  {
    manageInventory: fc.boolean(),
    inventoryThreshold: decimal,
    maximumQuantityToOrder: fc.option(decimal),
    isUpcoming: fc.boolean(),
    availabilityDate: fc.option(fc.constantFrom('2030-01-01T00:00:00.000Z', '2040-01-01T00:00:00.000Z')),
    orderableStatuses: fc.constantFrom(['in_stock'] as const, [] as const),
  },
  { requiredKeys: [] },
);

interface World {
  readonly scopes: Scopes;
  readonly products: readonly ProductWithOptions[];
}

const CODES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** A tree whose every category lies under an earlier one or at the top; two organizations; three websites. */
const worlds: fc.Arbitrary<World> = fc
  .record({
    categories: fc.array(fc.record({ options: own, parent: fc.nat() }), { minLength: 6, maxLength: 6 }),
    organizations: fc.tuple(own, own),
    websites: fc.array(fc.record({ options: own, organization: fc.constantFrom('o0', 'o1') }), {
      minLength: 3,
      maxLength: 3,
    }),
    system: own,
    products: fc.array(
      fc.record({
        options: own,
        organization: fc.constantFrom('o0', 'o1'),
        category: fc.constantFrom(null, ...CODES),
      }),
      { minLength: 3, maxLength: 3 },
    ),
  })
  .map(({ categories, organizations, websites, system, products }) => {
    const scopes: Scopes = { ...emptyScopes(), version: 1, system: { options: system, warehouses: null } };
    categories.forEach(({ options, parent }, index) => {
      const code = CODES[index] as string;
      const under = CODES[(parent % (index + 1)) - 1] ?? null;
      scopes.categories.set(code, { code, name: code, parent: under, options });
    });
    organizations.forEach((options, index) => {
      const code = `o${index}`;
      scopes.organizations.set(code, { code, name: code, options, warehouses: null });
    });
    websites.forEach(({ options, organization }, index) => {
      const code = `w${index}`;
      scopes.websites.set(code, {
        code,
        name: code,
        organization,
        timeZone: 'UTC',
        options,
        warehouses: null,
      });
    });
    return {
      scopes,
      products: products.map((product, index) => ({ ...product, sku: `p${index}`, optionsRevision: 1 })),
    };
  });

/** The rule, word for word, without any memory: every level in turn, the first that has a value. */
function walk(product: ProductWithOptions, websiteCode: string | null, scopes: Scopes, name: OptionName) {
  const levels: [OptionSource, OwnOptions][] = [[{ level: 'product', code: product.sku }, product.options]];
  let category = product.category === null ? undefined : scopes.categories.get(product.category);
  while (category !== undefined) {
    levels.push([{ level: 'category', code: category.code }, category.options]);
    category = category.parent === null ? undefined : scopes.categories.get(category.parent);
  }
  const website = websiteCode === null ? undefined : scopes.websites.get(websiteCode);
  if (website !== undefined) levels.push([{ level: 'website', code: website.code }, website.options]);
  const organization = website?.organization ?? product.organization;
  levels.push([
    { level: 'organization', code: organization },
    scopes.organizations.get(organization)?.options ?? {},
  ]);
  levels.push([{ level: 'system' }, scopes.system.options]);
  levels.push([{ level: 'default' }, DEFAULT_OPTIONS]);
  const asked = name === 'availabilityDate' ? 'isUpcoming' : name;
  for (const [source, options] of levels) {
    if (options[asked] === undefined) continue;
    const value: OptionValue | undefined = options[name];
    return { value: value === undefined ? null : value, source };
  }
  throw new Error(`no default for ${name}`);
}

const websitesAsked = [null, 'w0', 'w1', 'w2'];

describe('for any tree and any options', () => {
  it('resolving agrees with walking the chain', () => {
    fc.assert(
      fc.property(worlds, ({ scopes, products }) => {
        for (const product of products) {
          for (const website of websitesAsked) {
            const options = resolveOptions(product, website, scopes);
            for (const name of OPTION_NAMES) {
              const there = { value: options.values[name], source: options.source(name) };
              expect(there).toEqual(walk(product, website, scopes, name));
            }
          }
        }
      }),
    );
  });

  it('the explanation is that of the resolved value, and hides each level once', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...websitesAsked), ({ scopes, products }, website) => {
        for (const product of products) {
          const explained = explainOptions(product, website, scopes);
          for (const name of OPTION_NAMES) {
            const { value, source } = walk(product, website, scopes, name);
            expect(explained[name]).toMatchObject({ value: optionToJson(value), source });
            const places = [source, ...explained[name].hidden].map(({ level, code }) => `${level} ${code}`);
            expect(new Set(places).size).toBe(places.length);
            expect(places).toContain('default undefined');
          }
        }
      }),
    );
  });

  it('what is hidden comes to light when the nearer levels are cleared', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...websitesAsked), ({ scopes, products }, website) => {
        for (const product of products) {
          const { hidden, source } = explainOptions(product, website, scopes).inventoryThreshold;
          if (source.level !== 'product') continue;
          const { inventoryThreshold: _, ...options } = product.options;
          const bare = explainOptions({ ...product, options }, website, scopes).inventoryThreshold;
          const [first, ...rest] = hidden;
          expect({ value: bare.value, ...bare.source }).toEqual(first);
          expect(bare.hidden).toEqual(rest);
        }
      }),
    );
  });
});

/** Facts that change the answer, in any order; a move goes only to an earlier category, so no cycle comes about. */
const facts: fc.Arbitrary<ScopeRecord> = fc.oneof(
  fc
    .record({
      scope: fc.constantFrom('category-a', 'category-f', 'website-w0', 'organization-o0', 'system'),
      units: fc.nat(),
    })
    .map(({ scope, units }) => ({
      stream: scope,
      type: 'OptionSet',
      data: { option: 'inventoryThreshold', value: `${units}` },
    })),
  fc.constantFrom('category-a', 'category-f', 'website-w0', 'organization-o0', 'system').map((stream) => ({
    stream,
    type: 'OptionCleared',
    data: { option: 'inventoryThreshold', previous: '0' },
  })),
  fc.record({ child: fc.integer({ min: 1, max: 5 }), parent: fc.nat() }).map(({ child, parent }) => ({
    stream: 'categories',
    type: 'CategoryMoved',
    data: { code: CODES[child], from: null, to: CODES[(parent % (child + 1)) - 1] ?? null },
  })),
);

describe('after any change of the scopes', () => {
  it('resolving agrees with walking the chain', () => {
    fc.assert(
      fc.property(
        worlds,
        fc.array(facts, { minLength: 1, maxLength: 10 }),
        ({ scopes, products }, changes) => {
          for (const change of changes) {
            evolveScopes(scopes, change);
            for (const product of products) {
              for (const website of websitesAsked) {
                const options = resolveOptions(product, website, scopes);
                const there = {
                  value: options.values.inventoryThreshold,
                  source: options.source('inventoryThreshold'),
                };
                expect(there).toEqual(walk(product, website, scopes, 'inventoryThreshold'));
              }
            }
          }
        },
      ),
    );
  });
});
