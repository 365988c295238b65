/** Options that are set and cleared at random. */
import fc from 'fast-check';
import { WEBSITES } from './opening.ts';
import type { PlainCommand } from './reference/shop.ts';

const own = (code: string) => ({ level: 'product' as const, code });

const scope = fc.oneof(
  fc.constant({ level: 'system' as const }),
  fc.constantFrom(...WEBSITES).map((code) => ({ level: 'website' as const, code })),
  fc.constantFrom('ware', 'cups').map((code) => ({ level: 'category' as const, code })),
  fc.constant({ level: 'organization' as const, code: 'default' }),
  fc.constantFrom('A', 'B', 'C').map(own),
  fc.constantFrom('A', 'B', 'C').map(own),
  fc.constantFrom('D', 'E', 'K').map(own),
);

const everywhere = fc.oneof(
  fc.tuple(fc.constant('manageInventory'), fc.boolean()),
  fc.tuple(fc.constant('decrementQuantity'), fc.boolean()),
  fc.tuple(fc.constant('backOrder'), fc.boolean()),
  fc.tuple(fc.constant('backOrder'), fc.boolean()),
  fc.tuple(fc.constant('backOrderLimit'), fc.constantFrom(null, '0', '2', '5')),
  fc.tuple(fc.constant('inventoryThreshold'), fc.constantFrom('0', '1', '2')),
  fc.tuple(fc.constant('automaticRestock'), fc.boolean()),
  fc.tuple(fc.constant('highlightLowInventory'), fc.boolean()),
  fc.tuple(fc.constant('lowInventoryThreshold'), fc.constantFrom('1', '3')),
  fc.tuple(fc.constant('minimumQuantityToOrder'), fc.constantFrom(null, '2')),
  fc.tuple(fc.constant('maximumQuantityToOrder'), fc.constantFrom(null, '4', '9')),
  fc.tuple(fc.constant('quantityIncrement'), fc.constantFrom(null, '2')),
);

const ofWebsites = fc.oneof(
  fc.tuple(fc.constant('splitLines'), fc.boolean()),
  fc.tuple(
    fc.constant('sourcingStrategy'),
    fc.constantFrom('priority', 'single_warehouse_first', 'highest_stock_first'),
  ),
  fc.tuple(
    fc.constant('orderableStatuses'),
    fc.constantFrom(['in_stock'], ['in_stock', 'out_of_stock'], ['in_stock', 'out_of_stock', 'discontinued']),
  ),
);

const websiteScope = fc.oneof(
  fc.constant({ level: 'system' as const }),
  fc.constantFrom(...WEBSITES).map((code) => ({ level: 'website' as const, code })),
);

const ofProducts = fc.oneof(
  fc.tuple(fc.constant('isUpcoming'), fc.boolean()),
  fc.tuple(
    fc.constant('availabilityDate'),
    fc.constantFrom(null, '2026-01-10T00:00:00.000Z', '2026-01-18T08:00:00.000Z'),
  ),
);

const productScope = fc.oneof(
  fc.constantFrom('A', 'B', 'C', 'K').map(own),
  fc.constantFrom('ware', 'cups').map((code) => ({ level: 'category' as const, code })),
);

const setting = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(scope, everywhere) },
  { weight: 3, arbitrary: fc.tuple(websiteScope, ofWebsites) },
  { weight: 1, arbitrary: fc.tuple(productScope, ofProducts) },
);

export const setOption = setting.map(
  ([where, [option, value]]) =>
    ({ type: 'SetOption', scope: where, option, value }) as unknown as PlainCommand,
);

export const clearOption = setting.map(
  ([where, [option]]) => ({ type: 'ClearOption', scope: where, option }) as unknown as PlainCommand,
);
