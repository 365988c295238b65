import { describe, expect, it } from '@jest/globals';
import { isScopeStream } from './scopes/evolve-scopes.ts';
import type { Command } from './shared/commands.ts';
import { categoryOfStream, keyOfStream, streamOf } from './streams.ts';

const scope = { level: 'category', code: 'a' } as const;

describe('the stream of a command', () => {
  const rows: readonly [string, Command][] = [
    ['organization-x', { type: 'DefineOrganization', code: 'x', name: 'X' }],
    ['website-x', { type: 'DefineWebsite', code: 'x', name: 'X', organization: 'o' }],
    ['categories', { type: 'DefineCategory', code: 'x', name: 'X' }],
    ['categories', { type: 'MoveCategory', code: 'x', parent: null }],
    ['warehouse-x', { type: 'OpenWarehouse', code: 'x', name: 'X' }],
    ['warehouse-x', { type: 'CloseWarehouse', code: 'x' }],
    ['system', { type: 'AssignWarehouses', scope: { level: 'system' }, warehouses: [] }],
    ['website-x', { type: 'AssignWarehouses', scope: { level: 'website', code: 'x' }, warehouses: [] }],
    ['category-a', { type: 'SetOption', scope, option: 'backOrder', value: true }],
    ['category-a', { type: 'ClearOption', scope, option: 'backOrder' }],
    [
      'product-x',
      { type: 'SetOption', scope: { level: 'product', code: 'x' }, option: 'backOrder', value: true },
    ],
    ['product-x', { type: 'RegisterProduct', sku: 'x', name: 'X' }],
    ['product-x-1', { type: 'SetStatus', sku: 'x-1', status: 'in_stock' }],
    ['order-x', { type: 'CancelOrder', orderId: 'x' }],
  ];

  it.each(rows)('is %s', (stream, command) => {
    expect(streamOf(command)).toBe(stream);
  });
});

describe('the name of a stream', () => {
  it('parts at its first dash', () => {
    expect([categoryOfStream('product-a-b'), keyOfStream('product-a-b')]).toEqual(['product', 'a-b']);
    expect([categoryOfStream('system'), keyOfStream('system')]).toEqual(['system', '']);
  });

  it('tells whether it is a scope', () => {
    const streams = ['website-a', 'organization-a', 'category-a', 'categories', 'system', 'warehouse-a'];
    expect(streams.filter(isScopeStream)).toEqual(streams);
    expect(['product-system', 'order-website-a', 'hold-a', 'transfer-a'].filter(isScopeStream)).toEqual([]);
  });
});
