import { describe, expect, it } from '@jest/globals';
import { warehousesOf } from '../scopes/warehouses-of.ts';
import { assign, organization, warehouse, website } from '../testing/commands.ts';
import { apply, decideOn, scopesOf } from '../testing/scopes-of.ts';

const close = (code: string) => ({ type: 'CloseWarehouse', code }) as const;

const given = [warehouse('north'), warehouse('south'), organization('retail'), website('shop', 'retail')];

describe('assigning warehouses', () => {
  it.each(['system', 'organization retail', 'website shop'] as const)('to %s keeps their order', (scope) => {
    const scopes = scopesOf(...given);
    expect(apply(scopes, assign(scope, 'south', 'main'))).toEqual([
      { type: 'WarehousesAssigned', data: { warehouses: ['south', 'main'] } },
    ]);
    expect(apply(scopes, assign(scope, 'main', 'south'))).toEqual([
      { type: 'WarehousesAssigned', data: { warehouses: ['main', 'south'] } },
    ]);
    expect(apply(scopes, assign(scope, 'main', 'south'))).toEqual([
      { type: 'NothingChanged', data: { command: 'AssignWarehouses' } },
    ]);
  });

  it('is refused item by item', () => {
    const scopes = scopesOf(...given, close('south'));
    expect(decideOn(scopes, assign('website shop', 'main', 'x', 'south', 'main'))).toMatchObject({
      kind: 'refused',
      reasons: [
        { code: 'UNKNOWN_WAREHOUSE', path: 'warehouses[1]' },
        { code: 'WAREHOUSE_CLOSED', path: 'warehouses[2]', warehouse: 'south' },
        { code: 'VALIDATION_FAILED', path: 'warehouses[3]' },
      ],
    });
  });
});

describe('the warehouses of a website', () => {
  it("are its own, else its organization's, else the system's", () => {
    const scopes = scopesOf(...given);
    expect(warehousesOf('shop', scopes)).toEqual([]);
    apply(scopes, assign('system', 'main'));
    expect(warehousesOf('shop', scopes)).toEqual(['main']);
    apply(scopes, assign('organization retail', 'south', 'north'));
    expect(warehousesOf('shop', scopes)).toEqual(['south', 'north']);
    apply(scopes, assign('website shop', 'north'));
    expect(warehousesOf('shop', scopes)).toEqual(['north']);
  });

  it('may be none, said explicitly', () => {
    const scopes = scopesOf(...given, assign('system', 'main'), assign('website shop'));
    expect(warehousesOf('shop', scopes)).toEqual([]);
  });

  it('are the open ones', () => {
    const scopes = scopesOf(...given, assign('website shop', 'north', 'main', 'south'), close('main'));
    expect(warehousesOf('shop', scopes)).toEqual(['north', 'south']);
  });
});
