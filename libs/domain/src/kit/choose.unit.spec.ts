import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { kitOf, linesOf, stock } from '../testing/kits.ts';
import { managedShop, type Shop } from '../testing/shop.ts';
import { chooseComponents } from './choose.ts';

function shopWith(quantities: Record<string, string>, kits: Record<string, readonly string[]>): Shop {
  const shop = managedShop();
  stock(shop, quantities);
  for (const [sku, components] of Object.entries(kits)) shop.register(sku, { kit: kitOf(...components) });
  return shop;
}

/** What goes into the kits of each line, as in `2 CUP, 1 MUG`; or why not. */
function chosen(shop: Shop, ...lines: string[]): readonly string[] {
  const choice = chooseComponents(linesOf(...lines), { website: 'default' }, shop.context);
  if (choice.reasons.length > 0) return choice.reasons.map(({ path, message }) => `${path}: ${message}`);
  return choice.lines.map(({ components = [] }) =>
    components.map(({ sku, quantity }) => `${quantity} ${sku}`).join(', '),
  );
}

describe('the products of a kit', () => {
  test('are summed where one stands in several components', () => {
    const shop = shopWith({ CUP: '3', MUG: '9' }, { SET: ['1 CUP|MUG', '2 CUP'] });

    expect(chosen(shop, '1 SET')).toEqual(['1 CUP, 2 CUP']);
    expect(chosen(shop, '2 SET')).toEqual(['1 MUG, 2 CUP']);
  });

  test('go round what other lines cannot do without', () => {
    const shop = shopWith({ CUP: '2', MUG: '2' }, { SET: ['1 CUP|MUG'], CUPS: ['1 CUP'] });

    expect(chosen(shop, '2 SET', '2 CUPS')).toEqual(['1 MUG', '1 CUP']);
    expect(chosen(shop, '1 SET', '1 SET', '1 CUP', '1 SET')).toEqual(['1 CUP', '1 MUG', '', '1 MUG']);
  });

  test('make room for others where they can be had elsewhere', () => {
    const shop = shopWith({ A: '1', B: '1', C: '1' }, { X: ['1 A|B'], Y: ['1 A|C'], Z: ['1 C|A'] });

    expect(chosen(shop, '1 X', '1 Y', '1 Z')).toEqual(['1 B', '1 A', '1 C']);
  });

  test('are the preferred ones where not all can be had', () => {
    const shop = shopWith({ A: '1', B: '0' }, { X: ['1 A|B'] });

    expect(chosen(shop, '1 X', '1 X')).toEqual(['1 A', '1 A']);
  });

  test('that a line names twice go into two components', () => {
    const shop = shopWith({ CUP: '9', MUG: '9' }, { SET: ['1 CUP|MUG', '?2 CUP', '?3 CUP'] });

    expect(chosen(shop, '1 SET')).toEqual(['1 CUP']);
    expect(chosen(shop, '1 SET +CUP')).toEqual(['1 CUP']);
    expect(chosen(shop, '1 SET +CUP +CUP')).toEqual(['1 CUP, 2 CUP']);
    expect(chosen(shop, '1 SET +CUP +MUG')).toEqual(['1 MUG, 2 CUP']);
    expect(chosen(shop, '1 SET +CUP +CUP +CUP +CUP')).toEqual([
      'lines[0].components[3]: "CUP" and "CUP", "CUP", "CUP" are for the same component of "SET"',
    ]);
  });

  test('are such that an order can be had whenever some choice of single products could be', () => {
    const there = fc.record({ A: fc.nat(2), B: fc.nat(2), C: fc.nat(2) });
    const products = fc.subarray(['A', 'B', 'C'] as const, { minLength: 1 });
    fc.assert(
      fc.property(there, fc.array(products, { minLength: 1, maxLength: 5 }), (stocked, wanted) => {
        const kits = Object.fromEntries(wanted.map((skus, index) => [`K${index}`, [`1 ${skus.join('|')}`]]));
        const shop = shopWith({ A: `${stocked.A}`, B: `${stocked.B}`, C: `${stocked.C}` }, kits);

        const taken = { A: 0, B: 0, C: 0 };
        for (const sku of chosen(shop, ...Object.keys(kits).map((sku) => `1 ${sku}`)))
          taken[sku.slice(2) as keyof typeof taken] += 1;
        const isHad = taken.A <= stocked.A && taken.B <= stocked.B && taken.C <= stocked.C;

        expect(isHad).toBe(canBeHad(wanted, stocked));
      }),
    );
  });
});

/** Whether some choice for each leaves enough of all, by trying all of them. */
function canBeHad<Sku extends string>(
  [first, ...rest]: readonly (readonly Sku[])[],
  there: Readonly<Record<Sku, number>>,
): boolean {
  if (first === undefined) return true;
  return first.some((sku) => there[sku] > 0 && canBeHad(rest, { ...there, [sku]: there[sku] - 1 }));
}
