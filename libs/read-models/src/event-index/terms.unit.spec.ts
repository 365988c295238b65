import { expect, test } from '@jest/globals';
import type { ProjectedEvent } from '../projections/rows.ts';
import { namesAll, term, visitTerms } from './terms.ts';

const eventOf = (stream: string, type: string, data: object): ProjectedEvent => ({
  stream,
  type,
  data: data as never,
  revision: 0,
  position: 0n,
  recordedAt: 0,
  metadata: { commandId: 'c', actor: 'clerk' },
});

const termsOf = (event: ProjectedEvent) => {
  const found = new Set<string>();
  visitTerms(event, (kind, key) => found.add(term(kind, key)));
  return [...found].sort();
};

test('an event is found by type, actor, kind of stream, and all that it names', () => {
  const allocated = eventOf('product-A1', 'StockAllocated', {
    orderId: 'o1',
    sku: 'A1',
    website: 'uk',
    allocations: [{ warehouse: 'main' }, { warehouse: 'second' }],
  });

  expect(termsOf(allocated)).toEqual([
    'actor:clerk',
    'category:product',
    'order:o1',
    'sku:A1',
    'type:StockAllocated',
    'warehouse:main',
    'warehouse:second',
  ]);
});

test('an order is found by the skus of its lines, and by its own stream', () => {
  const submitted = eventOf('order-o-1', 'OrderSubmitted', { lines: [{ sku: 'A1' }, { sku: 'B2' }] });

  expect(termsOf(submitted)).toEqual(
    expect.arrayContaining(['category:order', 'order:o-1', 'sku:A1', 'sku:B2']),
  );
});

test('a warehouse is found by its own stream', () => {
  expect(termsOf(eventOf('warehouse-main', 'WarehouseOpened', {}))).toContain('warehouse:main');
});

test('an event names all of several terms, or it does not', () => {
  const event = eventOf('product-A1', 'LevelAdjusted', { sku: 'A1', warehouse: 'main' });

  expect(namesAll(event, [term('sku', 'A1'), term('warehouse', 'main')])).toBe(true);
  expect(namesAll(event, [term('sku', 'A1'), term('warehouse', 'second')])).toBe(false);
  expect(namesAll(event, [])).toBe(true);
});
