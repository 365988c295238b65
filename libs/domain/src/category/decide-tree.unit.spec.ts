import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { categoryChain } from '../scopes/category-chain.ts';
import { category, moveCategory, setOption } from '../testing/commands.ts';
import { apply, decideOn, scopesOf } from '../testing/scopes-of.ts';

describe('the tree of categories', () => {
  it('grows from the top down', () => {
    const scopes = scopesOf();
    expect(apply(scopes, category('top'))).toEqual([
      { type: 'CategoryDefined', data: { code: 'top', name: 'top' } },
    ]);
    expect(apply(scopes, category('leaf', 'top'))).toEqual([
      { type: 'CategoryDefined', data: { code: 'leaf', name: 'leaf', parent: 'top' } },
    ]);
    expect([...categoryChain('leaf', scopes)].map(({ code }) => code)).toEqual(['leaf', 'top']);
  });

  it('takes no category twice, and none under one that is not there', () => {
    expect(decideOn(scopesOf(category('a')), category('a', 'nowhere'))).toMatchObject({
      kind: 'refused',
      reasons: [
        { code: 'ALREADY_EXISTS', path: 'code' },
        { code: 'UNKNOWN_CATEGORY', path: 'parent' },
      ],
    });
  });

  it('lets a category move with all below it', () => {
    const scopes = scopesOf(category('a'), category('b'), category('c', 'a'), category('d', 'c'));
    expect(apply(scopes, moveCategory('c', 'b'))).toEqual([
      { type: 'CategoryMoved', data: { code: 'c', from: 'a', to: 'b' } },
    ]);
    expect([...categoryChain('d', scopes)].map(({ code }) => code)).toEqual(['d', 'c', 'b']);
    expect(apply(scopes, moveCategory('c', null))).toEqual([
      { type: 'CategoryMoved', data: { code: 'c', from: 'b', to: null } },
    ]);
    expect([...categoryChain('d', scopes)].map(({ code }) => code)).toEqual(['d', 'c']);
  });

  it('keeps the options of a category that moves', () => {
    const scopes = scopesOf(category('a'), category('b'), setOption('category b', 'backOrder', true));
    apply(scopes, moveCategory('b', 'a'));
    expect(scopes.categories.get('b')).toEqual({
      code: 'b',
      name: 'b',
      parent: 'a',
      options: { backOrder: true },
    });
  });

  it.each([
    ['a', 'a'],
    ['a', null],
  ])('changes nothing when %s moves to where it is', (_, parent) => {
    const scopes = scopesOf(category('a'), category('b', 'a'), category('c'));
    const code = parent === null ? 'c' : 'b';
    expect(apply(scopes, moveCategory(code, parent))).toEqual([
      { type: 'NothingChanged', data: { command: 'MoveCategory' } },
    ]);
  });

  it('refuses what is not there, and what would be under itself', () => {
    const scopes = scopesOf(category('a'), category('b', 'a'), category('c', 'b'));
    const codesOf = (code: string, parent: string | null) => {
      const decision = decideOn(scopes, moveCategory(code, parent));
      return decision.kind === 'refused' && decision.reasons.map((reason) => [reason.code, reason.path]);
    };
    expect(codesOf('x', 'y')).toEqual([
      ['UNKNOWN_CATEGORY', 'code'],
      ['UNKNOWN_CATEGORY', 'parent'],
    ]);
    expect(codesOf('a', 'a')).toEqual([['CATEGORY_CYCLE', 'parent']]);
    expect(codesOf('a', 'c')).toEqual([['CATEGORY_CYCLE', 'parent']]);
  });

  it('never has a cycle, whatever is moved where', () => {
    const codes = ['a', 'b', 'c', 'd', 'e'];
    const moves = fc.array(fc.tuple(fc.constantFrom(...codes), fc.constantFrom(null, ...codes)));
    fc.assert(
      fc.property(moves, (pairs) => {
        const scopes = scopesOf(...codes.map((code) => category(code)));
        for (const [code, parent] of pairs) {
          const move = moveCategory(code, parent);
          if (decideOn(scopes, move).kind === 'accepted') apply(scopes, move);
        }
        for (const code of codes)
          expect([...categoryChain(code, scopes)].length).toBeLessThanOrEqual(codes.length);
      }),
    );
  });
});

describe('the options of a category', () => {
  it('are refused for one that is not in the tree', () => {
    expect(decideOn(scopesOf(), setOption('category x', 'backOrder', true))).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'UNKNOWN_CATEGORY', path: 'scope.code' }],
    });
  });
});
