/** A product's stock as queries answer it: decimal strings, in the units of the levels. */
import { formatQuantity, type Quantity, ZERO } from '../shared/quantity.ts';
import type { Figures } from './level.ts';
import { availableOf, stockOf } from './levels.ts';
import { promisesTo } from './promises.ts';
import type { ProductState } from './state.ts';
import { levelUnits } from './units.ts';

export interface FiguresView {
  readonly unit: string;
  readonly onHand: string;
  readonly allocated: string;
  readonly held: string;
  readonly available: string;
}

export interface LevelView extends FiguresView {
  readonly warehouse: string;
}

/** Every level that was ever written, by unit, then in the order of first writing. */
export const levelsOf = ({ stock }: ProductState): readonly LevelView[] =>
  stock.flatMap(({ levels }) =>
    [...levels.values()].map((level) => ({ warehouse: level.warehouse, ...figuresOf(level.unit, level) })),
  );

/** The sums over all warehouses, for every unit that has levels. */
export const totalsOf = (product: ProductState): readonly FiguresView[] =>
  levelUnits(product).map((unit) => figuresOf(unit, stockOf(product, unit) ?? NOTHING));

const NOTHING: Figures = { onHand: ZERO, allocated: ZERO, held: ZERO };

const figuresOf = (unit: string, figures: Figures): FiguresView => ({
  unit,
  onHand: formatQuantity(figures.onHand),
  allocated: formatQuantity(figures.allocated),
  held: formatQuantity(figures.held),
  available: formatQuantity(availableOf(figures)),
});

/** What an order is promised at one warehouse; `quantity` includes what is `backordered`. */
export interface PromiseView {
  readonly unit: string;
  readonly warehouse: string;
  readonly quantity: string;
  readonly backordered: string;
}

/** What is promised to an order at this moment, per level, in the order of the promises. */
export function promisedTo(product: ProductState, orderId: string): readonly PromiseView[] {
  const levels = new Map<
    object,
    { unit: string; warehouse: string; quantity: Quantity; backordered: Quantity }
  >();
  for (const { level, quantity, backordered } of [...promisesTo(product.promises, orderId)].reverse()) {
    const { unit, warehouse } = level;
    const known = levels.get(level) ?? { unit, warehouse, quantity: ZERO, backordered: ZERO };
    known.quantity += quantity;
    known.backordered += backordered;
    levels.set(level, known);
  }
  return Array.from(levels.values(), ({ quantity, backordered, ...level }) => ({
    ...level,
    quantity: formatQuantity(quantity),
    backordered: formatQuantity(backordered),
  }));
}
