import { resolveOptions } from '../options/resolve.ts';
import { sizeOf } from '../order/line-moves.ts';
import { areNamed } from '../order/lines.ts';
import type { OrderLineState, OrderState } from '../order/state.ts';
import type { DecisionContext } from '../product/context.ts';
import { sellableAt } from '../product/sellable.ts';
import type { ProductState, Unit } from '../product/state.ts';
import { findUnit, fromLevelUnit, levelUnitOf, smallestOf, toLevelUnit } from '../product/units.ts';
import { warehousesOf } from '../scopes/warehouses-of.ts';
import type { CommandLine } from '../shared/commands.ts';
import { formatQuantity, minimum, type Quantity, quantityOf, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { type CartLine, checkCart } from './check-cart.ts';

/** How much of a line of a past order could be ordered now. */
export interface ReorderLine {
  readonly sku: string;
  /** Null where neither the order nor a product says it. */
  readonly unit: string | null;
  /** What the order was to bring of it, as last amended and without what was cancelled. */
  readonly ordered: string;
  /** What could be ordered now, together with the lines before it: no more than was ordered. */
  readonly quantity: string;
  /** Why not all of it; empty where all could. */
  readonly reasons: readonly Reason[];
}

/**
 * What of a past order could be ordered now on its website, line by line, each with the lines before it. Of a line that
 * cannot be had whole, the most that every rule allows. Lines that were amended or cancelled away are left out.
 *
 * @param order of a website that exists.
 */
export function planReorder(
  { website, lines }: Pick<OrderState, 'website' | 'lines'>,
  context: DecisionContext,
): readonly ReorderLine[] {
  const cart = new ReorderCart(website, context);
  return lines
    .filter((line) => sizeOf(line) > ZERO)
    .map((line, index) => cart.plan(line, sizeOf(line), index));
}

/** What could be ordered of the lines so far. */
class ReorderCart {
  readonly #website: string;
  readonly #context: DecisionContext;
  /** By every product that a line may take of. */
  readonly #soFar = new Map<string, CommandLine[]>();

  constructor(website: string, context: DecisionContext) {
    this.#website = website;
    this.#context = context;
  }

  plan(line: OrderLineState, ordered: Quantity, index: number): ReorderLine {
    const product = this.#context.products?.(line.sku) ?? null;
    const wanted = this.#lineOf(line, ordered);
    const { answer, reasons } = this.#check(wanted);
    const quantity = reasons.length === 0 ? ordered : this.#most(product, wanted, answer);
    if (quantity > ZERO) this.#add({ ...wanted, quantity });
    return {
      sku: line.sku,
      unit: line.unit ?? answer?.unit ?? null,
      ordered: formatQuantity(ordered),
      quantity: formatQuantity(quantity),
      reasons: reasons.map((reason) => atLine(reason, index)),
    };
  }

  #lineOf({ sku, unit, components }: OrderLineState, quantity: Quantity): CommandLine {
    const line = { sku, ...(unit !== undefined && { unit }), quantity };
    if (components === undefined) return line;
    const chosen = { ...line, components: components.map((part) => part.sku) };
    // A kit may be made of other products by now: then they are chosen anew.
    return Array.isArray(checkCart([chosen], { website: this.#website }, this.#context)) ? line : chosen;
  }

  #check(line: CommandLine): { readonly answer?: CartLine; readonly reasons: readonly Reason[] } {
    const related = new Set(this.#productsOf(line).flatMap((sku) => this.#soFar.get(sku) ?? []));
    const checked = checkCart([...related, line], { website: this.#website }, this.#context);
    if (!('lines' in checked)) return { reasons: checked };
    const answer = checked.lines.findLast((each) => isOf(each, line));
    if (answer === undefined) throw new RangeError(`the cart has no line of ${line.sku}`);
    return { answer, reasons: answer.reasons };
  }

  /** The most of a line that every rule allows beside what others take; 0 where no quantity would do. */
  #most(product: ProductState | null, line: CommandLine, answer: CartLine | undefined): Quantity {
    const unit = product === null ? undefined : findUnit(product, line.unit);
    if (product === null || unit === undefined || answer === undefined) return ZERO;
    const quantity = this.#bound(product, unit, line.quantity, answer);
    if (quantity <= ZERO) return ZERO;
    return this.#check({ ...line, quantity }).reasons.length === 0 ? quantity : ZERO;
  }

  #bound(product: ProductState, unit: Unit, ordered: Quantity, { sellable }: CartLine): Quantity {
    const { scopes } = this.#context;
    const options = resolveOptions(product, this.#website, scopes);
    const { maximumQuantityToOrder, quantityIncrement } = options.values;
    const levelUnit = levelUnitOf(product, unit);
    const taken = this.#takenOf(product, levelUnit);
    const atLevel =
      product.kit === null
        ? sellableAt(product, levelUnit, warehousesOf(this.#website, scopes), options)
        : sellable === null
          ? null
          : quantityOf(sellable);
    let most = toLevelUnit(product, unit, ordered);
    if (atLevel !== null) most = minimum(most, atLevel - taken);
    if (maximumQuantityToOrder !== null) most = minimum(most, maximumQuantityToOrder - taken);
    const step = toLevelUnit(product, unit, smallestOf(unit));
    return most <= ZERO
      ? ZERO
      : fromLevelUnit(product, unit, most - (most % inSteps(step, quantityIncrement)));
  }

  #takenOf(product: ProductState, levelUnit: string): Quantity {
    let taken = ZERO;
    for (const { sku, unit: code, quantity } of this.#soFar.get(product.sku) ?? []) {
      const unit = sku === product.sku ? findUnit(product, code) : undefined;
      if (unit === undefined || levelUnitOf(product, unit) !== levelUnit) continue;
      taken += toLevelUnit(product, unit, quantity);
    }
    return taken;
  }

  #add(line: CommandLine): void {
    for (const sku of this.#productsOf(line)) {
      this.#soFar.set(sku, [...(this.#soFar.get(sku) ?? []), line]);
    }
  }

  #productsOf({ sku }: CommandLine): readonly string[] {
    const kit = this.#context.products?.(sku)?.kit;
    return [...new Set([sku, ...(kit?.components ?? []).flatMap(({ products }) => products)])];
  }
}

const isOf = ({ sku, unit, components = [] }: CartLine, line: CommandLine): boolean =>
  sku === line.sku &&
  (line.unit === undefined || unit === line.unit) &&
  areNamed(components, line.components ?? []);

/** The least that is a multiple of both. */
function inSteps(step: Quantity, increment: Quantity | null): Quantity {
  if (increment === null || increment === ZERO) return step;
  let [a, b] = [step, increment];
  while (b !== ZERO) [a, b] = [b, a % b];
  return (step / a) * increment;
}

/** The line was checked beside others: a path is to lead to its own place. */
const atLine = (reason: Reason, index: number): Reason =>
  reason.path === undefined
    ? reason
    : { ...reason, path: reason.path.replace(/^lines\[\d+\]/, `lines[${index}]`) };
