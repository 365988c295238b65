import { formatQuantity, minimum, type Quantity, quantityOf, ZERO } from '../shared/quantity.ts';
import type { AllocationShare, Demand } from './events.ts';
import { findUnit, levelUnitOf, toLevelUnit, type Units } from './units.ts';

/** What an order's line was promised at one warehouse; `quantity` includes what is `backordered`. */
export interface LineAllocation {
  readonly warehouse: string;
  readonly quantity: string;
  readonly backordered: string;
  /** The component, where the line is one of a kit. */
  readonly sku?: string;
  /** The unit of the level, where it is not the line's. */
  readonly unit?: string;
}

/** What one of several lines asks of a product. */
export interface Claim {
  readonly unit: string;
  readonly quantity: Quantity;
}

/** What each of several claims on a product gets of its shares: what it asks for, one after the other. */
export function allocationsByClaim(
  product: Units,
  claims: readonly Claim[],
  shares: readonly AllocationShare[],
): readonly (readonly LineAllocation[])[] {
  const rest = restOf(shares);
  return claims.map(({ unit, quantity }) => {
    const asked = findUnit(product, unit);
    if (asked === undefined) return [];
    const levelUnit = levelUnitOf(product, asked);
    const ofLevel = rest.filter((share) => share.unit === levelUnit);
    return take(ofLevel, toLevelUnit(product, asked, quantity), unit);
  });
}

/**
 * An allocation's shares by the unit asked for, in the order of `demand`. Units that sell from one level share it:
 * each takes what it asked for, one after the other.
 */
export function allocationsByUnit(
  product: Units,
  demand: readonly Demand[],
  shares: readonly AllocationShare[],
): ReadonlyMap<string, readonly LineAllocation[]> {
  if (product.stockUnit === null) {
    return new Map(
      demand.map(({ unit }) => [unit, shares.filter((share) => share.unit === unit).map(whole)]),
    );
  }
  const rest = restOf(shares);
  return new Map(
    demand.map(({ unit, quantity }) => {
      const asked = findUnit(product, unit);
      return [
        unit,
        asked === undefined ? [] : take(rest, toLevelUnit(product, asked, quantityOf(quantity)), unit),
      ];
    }),
  );
}

const whole = ({ warehouse, quantity, backordered = '0' }: AllocationShare): LineAllocation => ({
  warehouse,
  quantity,
  backordered,
});

const restOf = (shares: readonly AllocationShare[]): readonly Rest[] =>
  shares.map(({ warehouse, unit, quantity, backordered = '0' }) => ({
    warehouse,
    unit,
    quantity: quantityOf(quantity),
    backordered: quantityOf(backordered),
  }));

interface Rest {
  readonly warehouse: string;
  readonly unit: string;
  quantity: Quantity;
  backordered: Quantity;
}

/** Takes from what is left of the shares, what is there before what is not. */
function take(shares: readonly Rest[], quantity: Quantity, lineUnit: string): readonly LineAllocation[] {
  const taken: LineAllocation[] = [];
  let wanted = quantity;
  for (const share of shares) {
    const part = minimum(wanted, share.quantity);
    if (part === ZERO) continue;
    const there = minimum(part, share.quantity - share.backordered);
    const { warehouse, unit } = share;
    const figures = { quantity: formatQuantity(part), backordered: formatQuantity(part - there) };
    taken.push({ warehouse, ...figures, ...(unit !== lineUnit && { unit }) });
    share.quantity -= part;
    share.backordered -= part - there;
    wanted -= part;
  }
  return taken;
}
