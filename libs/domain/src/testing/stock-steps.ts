/** For tests: what may happen to one product in three warehouses. */
import fc from 'fast-check';

export const WAREHOUSES = ['a', 'b', 'c'] as const;

export type Step =
  | { readonly kind: 'adjust' | 'count'; readonly warehouse: string; readonly quantity: number }
  | { readonly kind: 'order' | 'lose a race'; readonly quantity: number }
  /** Of the nth order that is open; null: all of it. */
  | { readonly kind: 'cancel'; readonly nth: number; readonly quantity: number | null }
  | {
      readonly kind: 'set';
      readonly level: 'product' | 'website';
      readonly option: string;
      readonly value: unknown;
    };

const warehouse = fc.constantFrom(...WAREHOUSES);
const ordered = fc.integer({ min: 1, max: 12 });

const set = (level: 'product' | 'website', option: string, value: fc.Arbitrary<unknown>) =>
  fc.record({
    kind: fc.constant('set' as const),
    level: fc.constant(level),
    option: fc.constant(option),
    value,
  });

const setting = fc.oneof(
  set('product', 'backOrder', fc.boolean()),
  set('product', 'backOrderLimit', fc.option(fc.nat(9).map(String))),
  set('product', 'inventoryThreshold', fc.integer({ min: -3, max: 5 }).map(String)),
  set('product', 'automaticRestock', fc.boolean()),
  set('website', 'splitLines', fc.boolean()),
  set(
    'website',
    'sourcingStrategy',
    fc.constantFrom('priority', 'single_warehouse_first', 'highest_stock_first'),
  ),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('adjust' as const),
      warehouse,
      quantity: fc.integer({ min: -8, max: 12 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('count' as const), warehouse, quantity: fc.nat(15) }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('order' as const), quantity: ordered }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose a race' as const), quantity: ordered }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('cancel' as const),
      nth: fc.nat(20),
      quantity: fc.option(ordered),
    }),
  },
  { weight: 2, arbitrary: setting },
);

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(step, { maxLength: 50, size: 'max' });
