import { type ChosenComponent, partsOf } from '../kit/parts.ts';
import type { AllocationShare } from '../product/events.ts';
import { allocationsByClaim, type Claim, type LineAllocation } from '../product/line-allocations.ts';
import type { Units } from '../product/units.ts';
import type { Quantity } from '../shared/quantity.ts';

/** A line to which stock was promised, or would be. */
export interface PromisedLine {
  readonly sku: string;
  readonly unit: string;
  /** What of it is promised still. */
  readonly quantity: Quantity;
  /** Of a kit: what goes into one. */
  readonly components?: readonly ChosenComponent[];
}

/** What one product promised to all lines together, in the order of the promises. */
export interface ProductPromise {
  readonly units: Units;
  readonly shares: readonly AllocationShare[];
}

interface LineClaim extends Claim {
  readonly line: number;
  readonly isPart: boolean;
}

/**
 * What each line was promised, of all that the products promised: what a line asks of a product, alone or for its kits,
 * it gets after the lines before it.
 *
 * @param promiseOf by sku; undefined where the product promised nothing.
 */
export function allocationsOfLines(
  lines: readonly PromisedLine[],
  promiseOf: (sku: string) => ProductPromise | undefined,
): readonly (readonly LineAllocation[])[] {
  const allocations: LineAllocation[][] = lines.map(() => []);
  for (const [sku, claims] of claimsByProduct(lines)) {
    const promise = promiseOf(sku);
    if (promise === undefined) continue;
    const { units, shares } = promise;
    allocationsByClaim(units, claims, shares).forEach((taken, index) => {
      const claim = claims[index] as LineClaim;
      const own = claim.isPart ? taken.map((each) => ({ sku, unit: claim.unit, ...each })) : taken;
      allocations[claim.line]?.push(...own);
    });
  }
  return allocations;
}

function claimsByProduct(lines: readonly PromisedLine[]): ReadonlyMap<string, readonly LineClaim[]> {
  const bySku = new Map<string, LineClaim[]>();
  const add = (sku: string, claim: LineClaim) => {
    const known = bySku.get(sku) ?? [];
    const last = known.at(-1);
    // Of a product that goes into a kit in several places a line is promised the sum.
    if (last?.line === claim.line)
      known[known.length - 1] = { ...last, quantity: last.quantity + claim.quantity };
    else known.push(claim);
    bySku.set(sku, known);
  };
  lines.forEach(({ sku, unit, quantity, components }, line) => {
    if (components === undefined) add(sku, { unit, quantity, line, isPart: false });
    for (const part of partsOf(quantity, components ?? [])) {
      add(part.sku, { unit: part.unit, quantity: part.quantity, line, isPart: true });
    }
  });
  return bySku;
}
