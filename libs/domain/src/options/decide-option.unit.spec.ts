import { describe, expect, it } from '@jest/globals';
import { category, clearOption, organization, setOption, website } from '../testing/commands.ts';
import { apply, decideOn, scopesOf } from '../testing/scopes-of.ts';

const given = [category('top'), category('leaf', 'top'), organization('retail'), website('shop', 'retail')];

const scopeTexts = ['system', 'organization retail', 'website shop', 'category leaf'] as const;

describe.each(scopeTexts)('an option of %s', (scope) => {
  it('is set, set anew and cleared', () => {
    const scopes = scopesOf(...given);
    expect(apply(scopes, setOption(scope, 'inventoryThreshold', '2.50'))).toEqual([
      { type: 'OptionSet', data: { option: 'inventoryThreshold', value: '2.5' } },
    ]);
    expect(apply(scopes, setOption(scope, 'inventoryThreshold', 3.5))).toEqual([
      { type: 'OptionSet', data: { option: 'inventoryThreshold', value: '3.5', previous: '2.5' } },
    ]);
    expect(apply(scopes, clearOption(scope, 'inventoryThreshold'))).toEqual([
      { type: 'OptionCleared', data: { option: 'inventoryThreshold', previous: '3.5' } },
    ]);
  });

  it('changes nothing where it is set so, or is not there to be cleared', () => {
    const scopes = scopesOf(...given, setOption(scope, 'maximumQuantityToOrder', null));
    expect(apply(scopes, setOption(scope, 'maximumQuantityToOrder', null))).toEqual([
      { type: 'NothingChanged', data: { command: 'SetOption' } },
    ]);
    expect(apply(scopes, clearOption(scope, 'backOrder'))).toEqual([
      { type: 'NothingChanged', data: { command: 'ClearOption' } },
    ]);
  });

  it('may be set to what is inherited anyway: from then on it is its own', () => {
    const scopes = scopesOf(...given);
    expect(apply(scopes, setOption(scope, 'backOrder', false))).toEqual([
      { type: 'OptionSet', data: { option: 'backOrder', value: false } },
    ]);
  });

  it('is refused by name, by level and by value', () => {
    const scopes = scopesOf(...given);
    const elsewhere = scope === 'category leaf' ? 'splitLines' : 'isUpcoming';
    const refusals = [
      decideOn(scopes, { ...setOption(scope, 'backOrder', true), option: 'backorder' }),
      decideOn(scopes, { ...clearOption(scope, 'backOrder'), option: '__proto__' }),
      decideOn(scopes, setOption(scope, elsewhere, true)),
      decideOn(scopes, clearOption(scope, elsewhere)),
      decideOn(scopes, setOption(scope, 'backOrder', 'yes')),
    ];
    expect(
      refusals.map((refusal) => refusal.kind === 'refused' && refusal.reasons.map(({ code }) => code)),
    ).toEqual([
      ['OPTION_UNKNOWN'],
      ['OPTION_UNKNOWN'],
      ['OPTION_NOT_SETTABLE_HERE'],
      ['OPTION_NOT_SETTABLE_HERE'],
      ['OPTION_INVALID'],
    ]);
  });
});

describe('a set of statuses', () => {
  it('is the same in any order', () => {
    const scopes = scopesOf(setOption('system', 'rfqStatuses', ['discontinued', 'in_stock', 'discontinued']));
    expect(scopes.system.options.rfqStatuses).toEqual(['in_stock', 'discontinued']);
    expect(apply(scopes, setOption('system', 'rfqStatuses', ['in_stock', 'discontinued']))).toEqual([
      { type: 'NothingChanged', data: { command: 'SetOption' } },
    ]);
  });
});

describe('a minimum above the maximum', () => {
  it('is refused as resolved at the scope itself, naming both and where they come from', () => {
    const scopes = scopesOf(...given, setOption('category top', 'maximumQuantityToOrder', '5'));
    expect(decideOn(scopes, setOption('category leaf', 'minimumQuantityToOrder', '6'))).toEqual({
      kind: 'refused',
      reasons: [
        {
          code: 'MINIMUM_ABOVE_MAXIMUM',
          message:
            'minimumQuantityToOrder 6 (category leaf) would be above maximumQuantityToOrder 5 (category top)',
          path: 'option',
          option: 'minimumQuantityToOrder',
          minimum: '6',
          maximum: '5',
        },
      ],
    });
  });

  it.each([
    ['system', 'organization retail'],
    ['organization retail', 'website shop'],
    ['system', 'website shop'],
    ['system', 'category leaf'],
    ['category top', 'category leaf'],
  ] as const)('is found between %s and %s', (farther, nearer) => {
    const scopes = scopesOf(...given, setOption(farther, 'minimumQuantityToOrder', '6'));
    expect(decideOn(scopes, setOption(nearer, 'maximumQuantityToOrder', '5')).kind).toBe('refused');
    expect(decideOn(scopes, setOption(nearer, 'maximumQuantityToOrder', '6')).kind).toBe('accepted');
  });

  it('is found against the built-in maximum', () => {
    expect(decideOn(scopesOf(), setOption('system', 'minimumQuantityToOrder', '100001')).kind).toBe(
      'refused',
    );
  });

  it.each([
    ['website shop', 'category leaf'],
    ['organization retail', 'category leaf'],
    ['category leaf', 'category top'],
    ['category leaf', 'system'],
    ['website shop', 'organization retail'],
  ] as const)('is no matter of %s when %s is set, whose chain it is not in', (other, scope) => {
    const scopes = scopesOf(...given, setOption(other, 'minimumQuantityToOrder', '6'));
    expect(decideOn(scopes, setOption(scope, 'maximumQuantityToOrder', '5')).kind).toBe('accepted');
  });

  it('is allowed with a maximum of 0, which says that nothing can be ordered, and with none', () => {
    const scopes = scopesOf(setOption('system', 'minimumQuantityToOrder', '6'));
    expect(decideOn(scopes, setOption('system', 'maximumQuantityToOrder', '0')).kind).toBe('accepted');
    expect(decideOn(scopes, setOption('system', 'maximumQuantityToOrder', null)).kind).toBe('accepted');
  });

  it('is refused too when clearing one of them brings it about', () => {
    const scopes = scopesOf(
      ...given,
      setOption('category leaf', 'minimumQuantityToOrder', '2'),
      setOption('category leaf', 'maximumQuantityToOrder', '5'),
      setOption('category top', 'minimumQuantityToOrder', '6'),
    );
    expect(decideOn(scopes, clearOption('category leaf', 'minimumQuantityToOrder')).kind).toBe('refused');
    expect(decideOn(scopes, clearOption('category leaf', 'maximumQuantityToOrder')).kind).toBe('accepted');
  });

  it('does not keep other options from being set', () => {
    const scopes = scopesOf(
      ...given,
      setOption('category leaf', 'maximumQuantityToOrder', '5'),
      setOption('category top', 'minimumQuantityToOrder', '6'),
    );
    expect(decideOn(scopes, setOption('category leaf', 'backOrder', true)).kind).toBe('accepted');
  });
});
