import { describe, expect, it } from '@jest/globals';
import type { SourcingStrategy } from '../options/catalogue.ts';
import { formatQuantity, quantityOf } from '../shared/quantity.ts';
import { sourceQuantity } from './sourcing.ts';

/** Sources a quantity from warehouses `{ a: available, … }` in their order; shares as `a 3` or `a 3, 1 backordered`. */
function source(
  quantity: string,
  available: Record<string, string>,
  sourcingStrategy: SourcingStrategy = 'priority',
  splitLines = true,
): readonly string[] {
  const sources = Object.entries(available).map(([warehouse, there]) => ({
    warehouse,
    available: quantityOf(there),
  }));
  return sourceQuantity(quantityOf(quantity), sources, { sourcingStrategy, splitLines }).map((share) => {
    const text = `${share.warehouse} ${formatQuantity(share.quantity)}`;
    return share.backordered === 0n ? text : `${text}, ${formatQuantity(share.backordered)} backordered`;
  });
}

describe('sourcing by priority', () => {
  it('MG10: fills from the first warehouse on', () => {
    expect(source('8', { 'eu-1': '5.5', 'eu-2': '3', 'eu-3': '0' })).toEqual(['eu-1 5.5', 'eu-2 2.5']);
  });

  it('MG13: keeps to the order given', () => {
    expect(source('5', { 'eu-3': '0', 'eu-2': '3', 'eu-1': '5.5' })).toEqual(['eu-2 3', 'eu-1 2']);
  });

  it('SA03, SA04, VE17: takes the rest from the next', () => {
    expect(source('5', { second: '3', first: '4' })).toEqual(['second 3', 'first 2']);
    expect(source('3', { first: '2', second: '3' })).toEqual(['first 2', 'second 1']);
    expect(source('13', { a: '10', b: '15' })).toEqual(['a 10', 'b 3']);
  });

  it('promises by the first warehouse what is nowhere', () => {
    expect(source('15', { a: '5', b: '3' })).toEqual(['a 12, 7 backordered', 'b 3']);
    expect(source('15', { a: '-2', b: '3' })).toEqual(['a 12, 12 backordered', 'b 3']);
    expect(source('15', { a: '0', b: '0' })).toEqual(['a 15, 15 backordered']);
  });
});

describe('sourcing from a single warehouse first', () => {
  it('prefers the first that can serve the whole', () => {
    const available = { a: '2', b: '5', c: '9' };
    expect(source('4', available, 'single_warehouse_first')).toEqual(['b 4']);
    expect(source('2', available, 'single_warehouse_first')).toEqual(['a 2']);
  });

  it('else fills from the first on', () => {
    expect(source('10', { a: '2', b: '5', c: '9' }, 'single_warehouse_first')).toEqual(['a 2', 'b 5', 'c 3']);
  });
});

describe('sourcing by the highest stock first', () => {
  it('orders by available, the website’s order deciding between equals', () => {
    expect(source('11', { a: '2', b: '5', c: '9', d: '5' }, 'highest_stock_first')).toEqual(['c 9', 'b 2']);
  });

  it('promises by the website’s first warehouse what is nowhere', () => {
    expect(source('20', { a: '2', b: '5' }, 'highest_stock_first')).toEqual(['b 5', 'a 15, 13 backordered']);
  });
});

describe('sourcing of lines that are not split', () => {
  it.each<[SourcingStrategy, string]>([
    ['priority', 'b 4'],
    ['single_warehouse_first', 'b 4'],
    ['highest_stock_first', 'c 4'],
  ])('by %s takes all from one warehouse that can serve it', (strategy, share) => {
    expect(source('4', { a: '2', b: '5', c: '9' }, strategy, false)).toEqual([share]);
  });

  it('promises all by the website’s first where none can', () => {
    expect(source('10', { a: '2', b: '5', c: '9' }, 'priority', false)).toEqual(['a 10, 8 backordered']);
  });
});
