/** What commands at random are made of. */
import fc from 'fast-check';
import { KITS, SKUS, UNITS, WAREHOUSES, WEBSITES } from './opening.ts';

export const sku = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom('A', 'B', 'C') },
  { weight: 10, arbitrary: fc.constant('K') },
  { weight: 4, arbitrary: fc.constant('E') },
  { weight: 1, arbitrary: fc.constantFrom(...SKUS) },
);

export const warehouse = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('main', 'north') },
  { weight: 4, arbitrary: fc.constantFrom(...WAREHOUSES) },
  { weight: 1, arbitrary: fc.constant('nowhere') },
);

export const website = fc.oneof(
  { weight: 30, arbitrary: fc.constant('default') },
  { weight: 12, arbitrary: fc.constantFrom(...WEBSITES) },
  { weight: 1, arbitrary: fc.constant('nobody') },
);

/** The product in one of its units, most often without saying which. */
export const goods = sku.chain((code) =>
  fc.oneof(
    { weight: 14, arbitrary: fc.constant<{ sku: string; unit?: string }>({ sku: code }) },
    {
      weight: 14,
      arbitrary: fc.constantFrom(...(UNITS[code] ?? [])).map((unit) => ({ sku: code, unit })),
    },
    { weight: 1, arbitrary: fc.constant({ sku: code, unit: 'crate' }) },
  ),
);

export const positive = fc.oneof(
  { weight: 15, arbitrary: fc.constantFrom('1', '2') },
  { weight: 15, arbitrary: fc.integer({ min: 1, max: 7 }).map(String) },
  { weight: 1, arbitrary: fc.constant('0.5') },
);

export const signed = fc.integer({ min: -6, max: 6 }).map(String);

/** With a field, or without. */
export const maybe = <Name extends string, Value>(name: Name, value: fc.Arbitrary<Value>, weight = 1) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant({} as { readonly [Key in Name]?: Value }) },
    { weight, arbitrary: value.map((own) => ({ [name]: own }) as { readonly [Key in Name]?: Value }) },
  );

export const merge = <A, B, C>(a: fc.Arbitrary<A>, b: fc.Arbitrary<B>, c: fc.Arbitrary<C>) =>
  fc.tuple(a, b, c).map(([first, second, third]) => ({ ...first, ...second, ...third }));

export const nothing = fc.constant({});

/** Lines of a kit may name what it is to be made of. */
export const line = fc
  .tuple(
    goods,
    positive,
    fc.oneof(
      { weight: 3, arbitrary: nothing },
      {
        weight: 1,
        arbitrary: fc.subarray(['B', 'C', 'E'], { minLength: 1 }).map((components) => ({ components })),
      },
    ),
    fc.nat(60),
  )
  .map(([what, quantity, chosen, n]) => ({
    ...what,
    quantity,
    ...((what.sku === 'K' || n === 0) && chosen),
  }));

export const lines = fc.array(line, { minLength: 1, maxLength: 3, size: 'max' });

export const kit = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...KITS.slice(0, 3)) },
  { weight: 1, arbitrary: fc.constantFrom(...KITS) },
);

export const shipUntil = fc.constantFrom(
  '2026-01-15T00:00:00Z',
  '2026-01-20T00:00:00Z',
  '2026-02-01T00:00:00Z',
);
