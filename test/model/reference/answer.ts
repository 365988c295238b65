/** What the answer to an order says of where its lines come from. */
import { backorderedOf } from './promises.ts';
import type { Order, Promised, Shop } from './shop.ts';
import { inLevelUnit, levelUnitOf, unitOf } from './units.ts';

/** Every line, and its allocations: lines get one after the other what is there before what is not. */
export function answerLines(
  shop: Shop,
  { lines }: Order,
  shares: ReadonlyMap<string, readonly Promised[]>,
): readonly string[] {
  const left = new Map(
    [...shares].map(
      ([sku, own]) =>
        [sku, own.map((each) => ({ ...each, backordered: backorderedOf(shop, each) }))] as const,
    ),
  );
  const texts = lines.map(({ sku, unit, quantity }) => [`${quantity} ${unit} ${sku}:`]);
  const inOrder = new Set(lines.flatMap(({ stocked }) => stocked.map(({ sku }) => sku)));
  for (const sku of inOrder) {
    const product = shop.products.get(sku);
    lines.forEach(({ isKit, quantity: kits, stocked }, index) => {
      // What goes into a kit in several places is told as one.
      const [part, ...more] = stocked.filter((each) => each.sku === sku);
      const unit = product && part && unitOf(product, part.unit);
      if (product === undefined || unit === undefined) return;
      const levelUnit = levelUnitOf(product, unit);
      const each = [part, ...more].reduce((all, one) => all + (one?.each ?? 0), 0);
      let rest = inLevelUnit(product, unit, kits * each);
      for (const share of left.get(sku) ?? []) {
        if (share.unit !== levelUnit) continue;
        const taken = Math.min(rest, share.quantity);
        if (taken === 0) continue;
        const there = Math.min(taken, share.quantity - share.backordered);
        share.quantity -= taken;
        share.backordered -= taken - there;
        rest -= taken;
        const what = [isKit && sku, (isKit || levelUnit !== unit.code) && levelUnit].filter(Boolean);
        texts[index]?.push(
          [`${taken} at ${share.warehouse}`, `${taken - there} backordered`, ...what].join(' '),
        );
      }
    });
  }
  return texts.map((text) => text.join(', '));
}
