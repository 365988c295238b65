import { describe, expect, it } from '@jest/globals';
import type { WarehouseContent } from '../scopes/events.ts';
import { evolveScopes } from '../scopes/evolve-scopes.ts';
import type { Warehouse } from '../scopes/state.ts';
import { openWarehouses } from '../scopes/warehouses-of.ts';
import { warehouse } from '../testing/commands.ts';
import { apply, decideOn, scopesOf } from '../testing/scopes-of.ts';
import { finishClosing, warehouseNotEmpty } from './finish-closing.ts';

const close = (code: string) => ({ type: 'CloseWarehouse', code }) as const;

const content = (sku: string): WarehouseContent => ({
  sku,
  unit: 'item',
  onHand: '5',
  allocated: '2',
  held: '0',
});

describe('a warehouse', () => {
  it('is opened, for an organization or for all', () => {
    const scopes = scopesOf();
    expect(apply(scopes, warehouse('north'))).toEqual([
      { type: 'WarehouseOpened', data: { code: 'north', name: 'north' } },
    ]);
    expect(apply(scopes, { ...warehouse('south'), organization: 'default' })).toEqual([
      { type: 'WarehouseOpened', data: { code: 'south', name: 'south', organization: 'default' } },
    ]);
    expect([...openWarehouses(scopes)]).toEqual(['main', 'north', 'south']);
  });

  it('is refused for all that is wrong at once', () => {
    expect(decideOn(scopesOf(), { ...warehouse('main'), organization: 'nobody' })).toMatchObject({
      kind: 'refused',
      reasons: [
        { code: 'ALREADY_EXISTS', path: 'code' },
        { code: 'UNKNOWN_ORGANIZATION', path: 'organization' },
      ],
    });
  });

  it('closes in two steps; from the first on nothing new comes in', () => {
    const scopes = scopesOf(warehouse('north'));
    expect(apply(scopes, close('north'))).toEqual([{ type: 'WarehouseClosing', data: { code: 'north' } }]);
    expect([...openWarehouses(scopes)]).toEqual(['main']);
    expect(apply(scopes, close('north'))).toEqual([
      { type: 'NothingChanged', data: { command: 'CloseWarehouse' } },
    ]);
    const event = finishClosing(scopes.warehouses.get('north') as Warehouse, []);
    expect(event).toEqual({ type: 'WarehouseClosed', data: { code: 'north' } });
    evolveScopes(scopes, { stream: 'warehouse-north', ...event });
    expect(decideOn(scopes, close('north'))).toMatchObject({ reasons: [{ code: 'WAREHOUSE_CLOSED' }] });
    expect(decideOn(scopes, warehouse('north'))).toMatchObject({ reasons: [{ code: 'ALREADY_EXISTS' }] });
  });

  it('opens again when something is still there, and says what', () => {
    const scopes = scopesOf(warehouse('north'), close('north'));
    const event = finishClosing(scopes.warehouses.get('north') as Warehouse, [content('A'), content('B')]);
    expect(event).toEqual({
      type: 'WarehouseReopened',
      data: { code: 'north', contents: [content('A'), content('B')], count: 2 },
    });
    evolveScopes(scopes, { stream: 'warehouse-north', ...event });
    expect([...openWarehouses(scopes)]).toEqual(['main', 'north']);
    expect(warehouseNotEmpty('north', [content('A')])).toEqual([
      {
        code: 'WAREHOUSE_NOT_EMPTY',
        message: 'the warehouse "north" still has 5 item of "A" on hand, 2 allocated, 0 held',
        path: 'code',
        warehouse: 'north',
        ...content('A'),
      },
    ]);
  });

  it('names no more than a hundred levels of many', () => {
    const scopes = scopesOf(warehouse('north'), close('north'));
    const contents = Array.from({ length: 5_000 }, (_, index) => content(`${index}`));
    const event = finishClosing(scopes.warehouses.get('north') as Warehouse, contents);
    expect(event.data).toMatchObject({ contents: contents.slice(0, 100), count: 5_000 });
  });

  it('is not found closed before it was closing', () => {
    const open: Warehouse = { code: 'north', name: 'north', organization: null, state: 'open' };
    expect(() => finishClosing(open, [])).toThrow('the warehouse north is open, not closing');
  });

  it('must be there to be closed', () => {
    expect(decideOn(scopesOf(), close('x'))).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'UNKNOWN_WAREHOUSE', path: 'code' }],
    });
  });
});
