import { type Asking, type Choice, chooseComponents } from '../kit/choose.ts';
import { type ChosenComponent, linesByProduct } from '../kit/parts.ts';
import { resolveOptions } from '../options/resolve.ts';
import { type Availability, availabilityOf } from '../product/availability.ts';
import type { DecisionContext } from '../product/context.ts';
import type { DemandLine } from '../product/demand.ts';
import { evaluateDemand } from '../product/evaluate.ts';
import { wantsGoods } from '../product/purpose.ts';
import { findUnit } from '../product/units.ts';
import { upcomingAt } from '../product/upcoming.ts';
import type { CommandLine } from '../shared/commands.ts';
import { formatQuantity } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { concerns } from './concerns.ts';
import { type MergedCartLine, mergeCart } from './merge-cart.ts';

/** Whether everything in a cart can be had together. */
export interface CartAvailability {
  readonly orderable: boolean;
  /** The latest known date of what is upcoming, components of kits included; null where nothing has one. */
  readonly earliestShipDate: string | null;
  /** One for each product and unit, and each choice of a kit's components. */
  readonly lines: readonly CartLine[];
}

export interface CartLine extends Availability {
  readonly sku: string;
  /** Null where neither the cart nor a product says it. */
  readonly unit: string | null;
  readonly quantity: string;
  /** Of a kit: what would go into one. */
  readonly components?: readonly ChosenComponent[];
}

/**
 * The check without effect of a whole cart: lines of one product are summed, with what goes into kits.
 *
 * @param asking of a website that exists.
 * @returns why not, where a line names components that its kit does not have.
 */
export function checkCart(
  lines: readonly CommandLine[],
  asking: Asking,
  context: DecisionContext,
): CartAvailability | readonly Reason[] {
  const choice = chooseComponents(lines, asking, context);
  if (choice.reasons.length > 0) return choice.reasons;
  const cart = new Cart(choice, asking, context);
  const checked = mergeCart(choice.lines, context).map((line) => cart.check(line));
  const dates = checked.flatMap(({ dates }) => dates).sort();
  return {
    orderable: checked.every(({ answer }) => answer.orderable),
    earliestShipDate: dates.at(-1) ?? null,
    lines: checked.map(({ answer }) => answer),
  };
}

class Cart {
  readonly #demands: ReadonlyMap<string, readonly DemandLine[]>;
  readonly #asking: Asking;
  readonly #context: DecisionContext;
  readonly #reasons = new Map<string, readonly Reason[]>();

  constructor({ lines }: Choice, asking: Asking, context: DecisionContext) {
    this.#demands = linesByProduct(lines);
    this.#asking = asking;
    this.#context = context;
  }

  check({ sku, unit, quantity, components }: MergedCartLine): {
    readonly answer: CartLine;
    readonly dates: readonly string[];
  } {
    const own = this.#own(sku, unit);
    const skus = (components ?? []).map((component) => component.sku);
    const { purpose = 'order' } = this.#asking;
    const ofComponents = wantsGoods(purpose) ? skus.flatMap((each) => this.#reasonsOf(each)) : [];
    const product = this.#context.products?.(sku) ?? null;
    const reasons = [...own.reasons.filter((reason) => concerns(reason, unit, product)), ...ofComponents];
    const answer = {
      sku,
      unit: unit === '' ? null : unit,
      quantity: formatQuantity(quantity),
      ...(components !== undefined && { components }),
      ...own,
      reasons,
      orderable: reasons.length === 0,
    };
    return {
      answer,
      dates: [own.availabilityDate, ...skus.map((each) => this.#dateOf(each))].filter(isKnown),
    };
  }

  #own(sku: string, unit: string): Availability {
    const product = this.#context.products?.(sku) ?? null;
    if (product === null || findUnit(product, unit) === undefined) return nothingOf(this.#reasonsOf(sku));
    return availabilityOf(product, unit, this.#demand(sku), this.#context);
  }

  #reasonsOf(sku: string): readonly Reason[] {
    let reasons = this.#reasons.get(sku);
    if (reasons === undefined) {
      const product = this.#context.products?.(sku) ?? null;
      reasons = evaluateDemand(product, this.#demand(sku), this.#context).reasons;
      this.#reasons.set(sku, reasons);
    }
    return reasons;
  }

  #demand(sku: string) {
    return { ...this.#asking, sku, lines: this.#demands.get(sku) ?? [] };
  }

  #dateOf(sku: string): string | null {
    const { products, scopes, now } = this.#context;
    const product = products?.(sku) ?? null;
    if (product === null) return null;
    return upcomingAt(resolveOptions(product, this.#asking.website, scopes), now).availabilityDate;
  }
}

const isKnown = (date: string | null): date is string => date !== null;

function nothingOf(reasons: readonly Reason[]): Availability {
  return {
    orderable: false,
    reasons,
    sellable: '0',
    status: 'out_of_stock',
    label: 'out_of_stock',
    low: false,
    upcoming: false,
    availabilityDate: null,
  };
}
