import type { Asking } from '../kit/choose.ts';
import { chooseComponents } from '../kit/choose.ts';
import { type ChosenComponent, linesByProduct } from '../kit/parts.ts';
import { allocationsOfLines, type ProductPromise } from '../order/allocations-of-lines.ts';
import { plannedShares } from '../product/allocate.ts';
import type { DecisionContext } from '../product/context.ts';
import type { DemandLine } from '../product/demand.ts';
import { type Evaluation, evaluateDemand } from '../product/evaluate.ts';
import type { LineAllocation } from '../product/line-allocations.ts';
import type { ProductState } from '../product/state.ts';
import { tracksStock } from '../product/tracking.ts';
import type { CommandLine } from '../shared/commands.ts';
import { formatQuantity, minimum, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { concerns } from './concerns.ts';
import { mergeCart } from './merge-cart.ts';

/** Where an order would ship from. */
export interface SourcingPlan {
  /** Whether an order would be accepted and everything in it is there. */
  readonly shippable: boolean;
  /** One for each product and unit, and each choice of a kit's components. */
  readonly lines: readonly SourcedLine[];
}

export interface SourcedLine {
  readonly sku: string;
  /** Null where neither the cart nor a product says it. */
  readonly unit: string | null;
  readonly quantity: string;
  /** Of a kit: what would go into one. */
  readonly components?: readonly ChosenComponent[];
  /** As far as it can be had; none where the product's stock is not tracked. */
  readonly allocations: readonly LineAllocation[];
  readonly reasons: readonly Reason[];
}

/**
 * A dry run of an order: where each line would come from. Of what cannot be had whole it tells what can be had.
 *
 * @param asking of a website that exists.
 * @returns why not, where a line names components that its kit does not have.
 */
export function planSourcing(
  lines: readonly CommandLine[],
  asking: Asking,
  context: DecisionContext,
): SourcingPlan | readonly Reason[] {
  const choice = chooseComponents(lines, asking, context);
  if (choice.reasons.length > 0) return choice.reasons;
  const plans = new Map<string, ProductPlan>();
  for (const [sku, own] of linesByProduct(choice.lines)) plans.set(sku, planOf(sku, own, asking, context));
  const merged = mergeCart(choice.lines, context);
  const allocations = allocationsOfLines(merged, (sku) => plans.get(sku)?.promise);
  const sourced = merged.map(({ sku, unit, quantity, components }, index): SourcedLine => {
    const { product = null, reasons = [] } = plans.get(sku) ?? {};
    const ofComponents = (components ?? []).flatMap((each) => plans.get(each.sku)?.reasons ?? []);
    return {
      sku,
      unit: unit === '' ? null : unit,
      quantity: formatQuantity(quantity),
      ...(components !== undefined && { components }),
      allocations: allocations[index] ?? [],
      reasons: [...reasons.filter((reason) => concerns(reason, unit, product)), ...ofComponents],
    };
  });
  const isThere = ({ backordered }: LineAllocation) => backordered === '0';
  return {
    shippable: sourced.every((line) => line.reasons.length === 0 && line.allocations.every(isThere)),
    lines: sourced,
  };
}

interface ProductPlan {
  readonly product: ProductState | null;
  readonly reasons: readonly Reason[];
  readonly promise: ProductPromise | undefined;
}

function planOf(
  sku: string,
  lines: readonly DemandLine[],
  asking: Asking,
  context: DecisionContext,
): ProductPlan {
  const product = context.products?.(sku) ?? null;
  const evaluation = evaluateDemand(product, { ...asking, sku, lines }, context);
  return { product, reasons: evaluation.reasons, promise: promiseOf(product, evaluation, context) };
}

/** What the product can promise of what is asked of it. */
function promiseOf(
  product: ProductState | null,
  evaluation: Evaluation,
  context: DecisionContext,
): ProductPromise | undefined {
  const { options, sums } = evaluation;
  if (product === null || product.kit !== null || options === null) return undefined;
  if (!tracksStock(options.values)) return undefined;
  const possible = sums
    .map((sum) => ({ ...sum, quantity: minimum(sum.quantity, sum.sellable ?? sum.quantity) }))
    .filter(({ quantity }) => quantity > ZERO);
  const shares = plannedShares(product, possible, evaluation, context);
  return { units: product, shares: shares.map(({ data }) => data) };
}
