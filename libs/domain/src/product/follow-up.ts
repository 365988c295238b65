import type { Quantity } from '../shared/quantity.ts';
import { ZERO } from '../shared/quantity.ts';
import { backorderEvents, roomOfAppend } from './backorders.ts';
import { consequencesOf, type Occasion } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import type { Level, StockPromise } from './level.ts';
import { levelOf } from './levels.ts';
import { missingFromHolds } from './shortfall.ts';
import type { ProductState } from './state.ts';

/** By how much an event changes the figures of one level. What is absent stays. */
export interface LevelShift {
  readonly unit: string;
  readonly warehouse: string;
  readonly onHand?: Quantity;
  readonly allocated?: Quantity;
  readonly held?: Quantity;
  /** By how much the event itself changes what is backordered there: it gives up, or makes, what is not there. */
  readonly backordered?: Quantity;
  /** By how much the event itself changes what of the goods held is missing there. */
  readonly heldBackordered?: Quantity;
}

/**
 * What follows from changed figures, whatever changed them, in the same append: backorders filled by what came or was
 * freed, oldest promise first; promises backordered by what was lost, newest first; status and low inventory. To be
 * called for every fact that raises or lowers on hand, allocated or held, on the state before it.
 *
 * @param isLeftOut promises whose part the event itself takes: they are neither filled nor backordered by it.
 */
export function followUp(
  product: ProductState,
  shifts: readonly LevelShift[],
  occasion: Omit<Occasion, 'changes'>,
  context: DecisionContext,
  isLeftOut?: (promise: StockPromise) => boolean,
): ProductEvent[] {
  const room = roomOfAppend();
  const perLevel = summed(shifts);
  const backorders = perLevel.flatMap((shift) => {
    const level = levelOf(product, shift.unit, shift.warehouse);
    if (level === undefined) return [];
    const after = {
      onHand: level.onHand + shift.onHand,
      allocated: level.allocated + shift.allocated,
      held: level.held + shift.held,
    };
    const backordered = level.backordered + shift.backordered;
    const heldBackordered = missingAfter(level, shift);
    return backorderEvents(product, { level, after, backordered, heldBackordered }, room, isLeftOut);
  });
  const changes = perLevel.map(({ unit, warehouse, onHand, allocated, held }) => ({
    unit,
    warehouse,
    available: onHand - allocated - held,
  }));
  if (changes.every(({ available }) => available === ZERO)) return backorders;
  return [...backorders, ...consequencesOf(product, { ...occasion, changes }, context)];
}

/** How much of what is held is missing then. What goes out with the promise that it was for is no loss. */
function missingAfter(level: Level, { onHand, allocated, heldBackordered }: Required<LevelShift>): Quantity {
  const isLoss = onHand < ZERO && allocated === ZERO;
  return (isLoss ? missingFromHolds(level, level.onHand + onHand) : level.heldBackordered) + heldBackordered;
}

/** One for each level. */
function summed(shifts: readonly LevelShift[]): readonly Required<LevelShift>[] {
  const sums: { -readonly [Name in keyof LevelShift]-?: LevelShift[Name] }[] = [];
  for (const {
    unit,
    warehouse,
    onHand = ZERO,
    allocated = ZERO,
    held = ZERO,
    backordered = ZERO,
    heldBackordered = ZERO,
  } of shifts) {
    const sum = sums.find((known) => known.unit === unit && known.warehouse === warehouse);
    if (sum === undefined) {
      sums.push({ unit, warehouse, onHand, allocated, held, backordered, heldBackordered });
    } else {
      sum.onHand += onHand;
      sum.allocated += allocated;
      sum.held += held;
      sum.backordered += backordered;
      sum.heldBackordered += heldBackordered;
    }
  }
  return sums;
}
