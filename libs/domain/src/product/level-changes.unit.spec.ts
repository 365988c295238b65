import { expect, it } from '@jest/globals';
import { levelChangesOf } from './level-changes.ts';

const level = (warehouse: string) => ({
  warehouse,
  unit: 'item',
  before: { onHand: '1' },
  after: { onHand: '2' },
});

it.each<[string, object, readonly string[]]>([
  ['a level by itself', { sku: 'A1', ...level('main'), quantity: '1' }, ['main']],
  ['levels in a list', { sku: 'A1', levels: [level('main'), level('north')] }, ['main', 'north']],
  [
    'shares of any name',
    { allocations: [{ quantity: '1', ...level('main') }], demand: [{ unit: 'item' }] },
    ['main'],
  ],
  ['no level', { sku: 'A1', warehouse: 'main', unit: 'item', quantity: '1' }, []],
  ['nothing', { sku: 'A1', reasons: [null, 'text', { warehouse: 'main' }] }, []],
])('an event that changes %s', (_, data, warehouses) => {
  expect(levelChangesOf({ data: data as never }).map(({ warehouse }) => warehouse)).toEqual(warehouses);
});
