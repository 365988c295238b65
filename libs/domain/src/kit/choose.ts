import type { DecisionContext } from '../product/context.ts';
import type { ProductDemand } from '../product/demand.ts';
import { evaluateDemand } from '../product/evaluate.ts';
import type { KitComponent } from '../product/events.ts';
import type { ProductState } from '../product/state.ts';
import { findUnit, oneInLevelUnit } from '../product/units.ts';
import type { CommandLine } from '../shared/commands.ts';
import { formatQuantity, ONE, type Quantity, quantityOf, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import { assign, type Candidate } from './assign.ts';
import { type AskingLine, type ChosenComponent, linesByProduct } from './parts.ts';

/** What all lines of an order or cart have in common. */
export type Asking = Omit<ProductDemand, 'sku' | 'lines'>;

/** Lines with the products of their kits chosen, and why some could not be. */
export interface Choice {
  readonly lines: readonly AskingLine[];
  readonly reasons: readonly Reason[];
}

/**
 * Chooses for the lines of kits among the products of their components: those that a line names; else of each required
 * component the first that can be had together with all else that was asked of it, others giving way where they can be
 * had as well; or the preferred one where none can. Optional ones that are not named are left out.
 *
 * Refused: VALIDATION_FAILED where a line names what its kit does not have, or more products than it has components.
 */
export function chooseComponents(
  lines: readonly CommandLine[],
  asking: Asking,
  context: DecisionContext,
): Choice {
  const soFar: AskingLine[] = [];
  const reasons: Reason[] = [];
  const asked = lines.map((commandLine, index) => {
    const line = askingLine(commandLine, index);
    const kit = kitAt(commandLine.sku, context);
    const named = namedComponents(commandLine, kit?.kit ?? null, `${line.path}.components`);
    reasons.push(...named.reasons);
    if (kit === null) soFar.push(line);
    return { line, kit, slots: kit === null ? [] : slotsOf(kit, line, named.products) };
  });
  const chosen = productsOf(
    asked.flatMap(({ slots }) => slots),
    soFar,
    asking,
    context,
  );
  return {
    lines: asked.map(({ line, kit, slots }) =>
      kit === null
        ? line
        : { ...line, components: slots.map((slot) => chosenOf(chosen(slot), slot, kit, line, context)) },
    ),
    reasons,
  };
}

function kitAt(sku: string, { products }: DecisionContext): ProductState | null {
  const product = products?.(sku) ?? null;
  return product?.kit == null ? null : product;
}

function askingLine({ sku, unit, quantity }: CommandLine, index: number): AskingLine {
  return { sku, ...(unit !== undefined && { unit }), quantity, path: `lines[${index}]` };
}

/** A component of a line's kits, to be filled with one of its products. */
interface Slot extends Candidate<string> {
  readonly component: KitComponent;
}

/** The components that go into the kits of a line, with the products that each may be. */
function slotsOf(
  kit: ProductState,
  line: AskingLine,
  named: ReadonlyMap<KitComponent, string>,
): readonly Slot[] {
  return (kit.kit?.components ?? []).flatMap((component) => {
    const sku = named.get(component);
    if (sku === undefined && !component.required) return [];
    const size = (line.quantity * quantityOf(eachOf(component, kit, line))) / ONE;
    return [{ component, size, possible: sku === undefined ? component.products : [sku] }];
  });
}

/** Which product each slot gets. Those that have no choice come first: whoever has one goes round them. */
function productsOf(
  slots: readonly Slot[],
  plain: readonly AskingLine[],
  asking: Asking,
  context: DecisionContext,
): (slot: Slot) => string {
  const soFar = linesByProduct(plain);
  const fixed = new Map<string, Quantity>();
  for (const { possible, size } of slots.filter(hasNoChoice)) {
    const [sku = ''] = possible;
    fixed.set(sku, (fixed.get(sku) ?? ZERO) + size);
  }
  const hasRoom = (sku: string, total: Quantity) => {
    const product = context.products?.(sku) ?? null;
    const unit = product?.units[0]?.code ?? '';
    const part = { unit, quantity: (fixed.get(sku) ?? ZERO) + total, path: '', kit: 'part' } as const;
    const demand = { ...asking, sku, lines: [...(soFar.get(sku) ?? []), part] };
    return evaluateDemand(product, demand, context).reasons.length === 0;
  };
  const chosen = assign(
    slots.filter((slot) => !hasNoChoice(slot)),
    hasRoom,
  );
  return (slot) => chosen.get(slot) ?? slot.possible[0] ?? '';
}

const hasNoChoice = ({ possible }: Slot): boolean => possible.length === 1;

/** How much of a component goes into one of the line's unit of the kit. */
function eachOf({ quantity }: KitComponent, kit: ProductState, { unit }: AskingLine): string {
  const kitUnit = findUnit(kit, unit);
  const kits = kitUnit === undefined ? ONE : oneInLevelUnit(kit, kitUnit);
  return formatQuantity((kits * quantityOf(quantity)) / ONE);
}

function chosenOf(
  sku: string,
  { component }: Slot,
  kit: ProductState,
  line: AskingLine,
  { products }: DecisionContext,
): ChosenComponent {
  return { sku, unit: products?.(sku)?.units[0]?.code ?? '', quantity: eachOf(component, kit, line) };
}

/** The components that a line names by their products, and why it cannot. */
interface Named {
  readonly products: ReadonlyMap<KitComponent, string>;
  readonly reasons: readonly Reason[];
}

/** Each name is for one component: a required one first, and another where that is taken by a name that needs it. */
function namedComponents({ sku, components }: CommandLine, kit: ProductState['kit'], path: string): Named {
  if (kit === null && components !== undefined)
    return {
      products: new Map(),
      reasons: [invalid(path, `${quote(sku)} is no kit and has no components`, sku)],
    };
  const inOrder = kit?.components.toSorted((a, b) => Number(b.required) - Number(a.required)) ?? [];
  const candidates = (components ?? []).map((name, index) => ({
    name,
    path: `${path}[${index}]`,
    size: 1n,
    possible: inOrder.filter(({ products }) => products.includes(name)),
  }));
  const taken = assign<KitComponent, (typeof candidates)[number]>(candidates, (_, total) => total <= 1n);
  const products = new Map(Array.from(taken, ([{ name }, component]) => [component, name]));
  const reasons = candidates.flatMap((candidate) => {
    const { name, path: at, possible } = candidate;
    if (taken.has(candidate)) return [];
    if (possible.length === 0) return [invalid(at, `${quote(name)} is no component of ${quote(sku)}`, name)];
    const others = possible.map((component) => quote(products.get(component) ?? '')).join(', ');
    return [invalid(at, `${quote(name)} and ${others} are for the same component of ${quote(sku)}`, name)];
  });
  return { products, reasons };
}

const invalid = (path: string, message: string, sku: string): Reason => ({
  code: 'VALIDATION_FAILED',
  message,
  path,
  sku,
});
