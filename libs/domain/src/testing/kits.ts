/** For tests: kits in one line each. */
import type { CommandLine, KitDefinition } from '../shared/commands.ts';
import { quantityOf } from '../shared/quantity.ts';
import type { Shop } from './shop.ts';

/** Components as in `'2 CUP|MUG'` (one of two products, two of it in a kit) and `'?1 TEA'` (optional). */
export const kitOf = (...components: readonly string[]): KitDefinition => ({
  components: components.map((text) => {
    const [quantity = '', products = ''] = text.replace('?', '').split(' ');
    return {
      products: products.split('|'),
      quantity: quantityOf(quantity),
      required: !text.startsWith('?'),
    };
  }),
});

/** Lines as in `'2 SET'`, `'2.5 TEA kg'`, `'1 SET +MUG +TRAY'`. */
export const linesOf = (...lines: readonly string[]): readonly CommandLine[] =>
  lines.map((text) => {
    const [quantity = '', sku = '', ...more] = text.split(' ');
    const unit = more.find((word) => !word.startsWith('+'));
    const components = more.filter((word) => word.startsWith('+')).map((word) => word.slice(1));
    return {
      sku,
      quantity: quantityOf(quantity),
      ...(unit !== undefined && { unit }),
      ...(components.length > 0 && { components }),
    };
  });

/** Registers products with stock at `main`: `{ CUP: '3' }`. */
export function stock(shop: Shop, quantities: Readonly<Record<string, string>>): void {
  for (const [sku, quantity] of Object.entries(quantities)) {
    shop.register(sku);
    if (quantity !== '0') shop.adjust(sku, quantity);
  }
}
