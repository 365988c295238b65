import { describe, expect, it } from '@jest/globals';
import { assign, organization, setOption, website } from '../testing/commands.ts';
import { apply, decideOn, scopesOf } from '../testing/scopes-of.ts';

describe('a website', () => {
  it('is defined for an organization, in UTC where no time zone is given', () => {
    const scopes = scopesOf(organization('retail'));
    expect(apply(scopes, website('shop', 'retail'))).toEqual([
      {
        type: 'WebsiteDefined',
        data: { code: 'shop', name: 'shop', organization: 'retail', timeZone: 'UTC' },
      },
    ]);
    apply(scopes, { ...website('paris', 'retail'), timeZone: 'Europe/Paris' });
    expect(scopes.websites.get('paris')).toEqual({
      code: 'paris',
      name: 'paris',
      organization: 'retail',
      timeZone: 'Europe/Paris',
      options: {},
      warehouses: null,
    });
  });

  it('is refused for all that is wrong at once', () => {
    expect(decideOn(scopesOf(), website('default', 'nobody'))).toMatchObject({
      kind: 'refused',
      reasons: [
        { code: 'ALREADY_EXISTS', path: 'code' },
        { code: 'UNKNOWN_ORGANIZATION', path: 'organization' },
      ],
    });
  });

  it('must be there to have options or warehouses', () => {
    const refusal = { kind: 'refused', reasons: [{ code: 'UNKNOWN_WEBSITE', path: 'scope.code' }] };
    expect(decideOn(scopesOf(), setOption('website x', 'backOrder', true))).toMatchObject(refusal);
    expect(decideOn(scopesOf(), assign('website x', 'main'))).toMatchObject(refusal);
  });
});
