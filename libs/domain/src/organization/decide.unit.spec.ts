import { describe, expect, it } from '@jest/globals';
import { assign, organization, setOption, warehouse } from '../testing/commands.ts';
import { apply, decideOn, scopesOf } from '../testing/scopes-of.ts';

describe('an organization', () => {
  it('is defined', () => {
    const scopes = scopesOf();
    expect(apply(scopes, organization('retail'))).toEqual([
      { type: 'OrganizationDefined', data: { code: 'retail', name: 'retail' } },
    ]);
    expect(scopes.organizations.get('retail')).toEqual({
      code: 'retail',
      name: 'retail',
      options: {},
      warehouses: null,
    });
  });

  it('is not defined twice', () => {
    expect(decideOn(scopesOf(organization('retail')), organization('retail'))).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'ALREADY_EXISTS', path: 'code' }],
    });
  });

  it('must be there to have options or warehouses', () => {
    const refusal = { kind: 'refused', reasons: [{ code: 'UNKNOWN_ORGANIZATION', path: 'scope.code' }] };
    expect(decideOn(scopesOf(), setOption('organization x', 'backOrder', true))).toMatchObject(refusal);
    expect(decideOn(scopesOf(), assign('organization x', 'main'))).toMatchObject(refusal);
  });

  it('has warehouses assigned', () => {
    const scopes = scopesOf(organization('retail'), warehouse('north'));
    expect(apply(scopes, assign('organization retail', 'north', 'main'))).toEqual([
      { type: 'WarehousesAssigned', data: { warehouses: ['north', 'main'] } },
    ]);
  });
});
