import { describe, expect, it } from '@jest/globals';
import { streamOf } from '../streams.ts';
import { assign, category, clearOption, organization, setOption, website } from '../testing/commands.ts';
import { apply, decideOn, scopesOf } from '../testing/scopes-of.ts';
import { emptyScopes, evolveScopes } from './evolve-scopes.ts';
import { foundingCommands } from './founding.ts';
import { warehousesOf } from './warehouses-of.ts';

describe('a founded ledger', () => {
  it('has an organization, a website and a warehouse assigned to it', () => {
    const scopes = scopesOf();
    expect([...scopes.organizations.keys(), ...scopes.websites.keys()]).toEqual(['default', 'default']);
    expect(warehousesOf('default', scopes)).toEqual(['main']);
    expect(scopes.system.warehouses).toBeNull();
  });

  it('is founded by commands with ids of their own, each for a stream that follows from the earlier', () => {
    const ids = foundingCommands.map(({ commandId }) => commandId);
    expect(new Set(ids).size).toBe(foundingCommands.length);
    expect(foundingCommands.map(({ command }) => streamOf(command))).toEqual([
      'organization-default',
      'website-default',
      'warehouse-main',
      'website-default',
    ]);
  });
});

describe('the version of the scopes', () => {
  it('counts every event of a scope, also one that changed nothing', () => {
    const scopes = emptyScopes();
    for (const { command } of foundingCommands) apply(scopes, command);
    expect(scopes.version).toBe(4);
    apply(scopes, clearOption('system', 'backOrder'));
    apply(scopes, clearOption('organization default', 'backOrder'));
    expect(scopes.version).toBe(6);
  });

  it('does not count events of other streams', () => {
    const scopes = scopesOf();
    evolveScopes(scopes, {
      stream: 'product-A',
      type: 'OptionSet',
      data: { option: 'backOrder', value: true },
    });
    evolveScopes(scopes, { stream: 'order-website-default', type: 'OrderSubmitted', data: {} });
    expect(scopes).toEqual(scopesOf());
  });
});

describe('folding', () => {
  it('gives the same scopes from the same events, in one go or one by one', () => {
    const commands = [
      organization('retail'),
      website('shop', 'retail'),
      category('a'),
      category('b', 'a'),
      setOption('category b', 'maximumQuantityToOrder', null),
      setOption('website shop', 'visibleStatuses', ['discontinued']),
      setOption('organization retail', 'inventoryThreshold', '0.25'),
      clearOption('organization retail', 'inventoryThreshold'),
      assign('organization retail', 'main'),
    ];
    const scopes = scopesOf(...commands);
    const again = emptyScopes();
    for (const command of [...foundingCommands.map(({ command }) => command), ...commands]) {
      const decision = decideOn(again, command);
      if (decision.kind === 'refused') throw new Error('refused');
      for (const event of decision.events) {
        const stored = JSON.parse(JSON.stringify(event));
        evolveScopes(again, { stream: streamOf(command), ...stored });
      }
    }
    expect(again).toEqual(scopes);
  });

  it('fails on a log in which something happens before the beginning', () => {
    const before: [string, string, object][] = [
      ['website-x', 'OptionSet', { option: 'backOrder', value: true }],
      ['organization-x', 'WarehousesAssigned', { warehouses: [] }],
      ['warehouse-x', 'WarehouseClosing', { code: 'x' }],
      ['category-x', 'OptionSet', { option: 'backOrder', value: true }],
      ['categories', 'CategoryMoved', { code: 'x', from: null, to: null }],
    ];
    for (const [stream, type, data] of before) {
      expect(() => evolveScopes(emptyScopes(), { stream, type, data })).toThrow(RangeError);
    }
  });
});
