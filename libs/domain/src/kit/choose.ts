import type { DecisionContext } from '../product/context.ts';
import type { DemandLine, ProductDemand } from '../product/demand.ts';
import { evaluateDemand } from '../product/evaluate.ts';
import type { KitComponent } from '../product/events.ts';
import type { ProductState } from '../product/state.ts';
import { findUnit, oneInLevelUnit } from '../product/units.ts';
import type { CommandLine } from '../shared/commands.ts';
import { formatQuantity, ONE, quantityOf } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import { type AskingLine, type ChosenComponent, linesByProduct, partsOf } from './parts.ts';

/** What all lines of an order or cart have in common. */
export type Asking = Omit<ProductDemand, 'sku' | 'lines'>;

/** Lines with the products of their kits chosen, and why some could not be. */
export interface Choice {
  readonly lines: readonly AskingLine[];
  readonly reasons: readonly Reason[];
}

/**
 * Chooses for every line of a kit, one after the other, among the products of its components: those that the line
 * names; else of each required component the first that can be had together with all that was asked of it so far, or
 * the preferred one where none can. Optional ones that are not named are left out.
 *
 * Refused: VALIDATION_FAILED where a line names what its kit does not have, or two products for one component.
 */
export function chooseComponents(
  lines: readonly CommandLine[],
  asking: Asking,
  context: DecisionContext,
): Choice {
  const asked = lines.map(askingLine);
  const kitOf = ({ sku }: { readonly sku: string }) => context.products?.(sku)?.kit ?? null;
  const reasons = lines.flatMap((line, index) => faultsOf(line, kitOf(line), `lines[${index}].components`));
  const soFar = new Map<string, readonly DemandLine[]>(
    linesByProduct(asked.filter((line) => kitOf(line) === null)),
  );
  const withKits = asked.map((line, index) => {
    const kit = context.products?.(line.sku) ?? null;
    if (kit === null || kit.kit === null) return line;
    const named = new Set(lines[index]?.components ?? []);
    const components = kit.kit.components.flatMap((component) =>
      chooseOne(kit, component, line, named, { soFar, asking, context }),
    );
    return { ...line, components };
  });
  return { lines: withKits, reasons };
}

function askingLine({ sku, unit, quantity }: CommandLine, index: number): AskingLine {
  return { sku, ...(unit !== undefined && { unit }), quantity, path: `lines[${index}]` };
}

interface Choosing {
  /** What is asked of each product by now. */
  readonly soFar: Map<string, readonly DemandLine[]>;
  readonly asking: Asking;
  readonly context: DecisionContext;
}

/** The product that goes into the kits of a line for one component; none for an optional one that is not named. */
function chooseOne(
  kit: ProductState,
  { products, quantity, required }: KitComponent,
  line: AskingLine,
  named: ReadonlySet<string>,
  { soFar, asking, context }: Choosing,
): readonly ChosenComponent[] {
  const wanted = products.filter((sku) => named.has(sku));
  const possible = (wanted.length > 0 || !required ? wanted : products).map((sku) => {
    const component = chosenOf(sku, quantity, kit, line, context);
    const lines = [...(soFar.get(sku) ?? []), demandOf(component, line)];
    return { sku, component, lines };
  });
  const choice =
    possible.length === 1
      ? possible[0]
      : (possible.find(({ sku, lines }) => canBeHad({ ...asking, sku, lines }, context)) ?? possible[0]);
  if (choice === undefined) return [];
  soFar.set(choice.sku, choice.lines);
  return [choice.component];
}

const canBeHad = (demand: ProductDemand, context: DecisionContext): boolean =>
  evaluateDemand(context.products?.(demand.sku) ?? null, demand, context).reasons.length === 0;

/** How much of the product goes into one of the line's unit of the kit. */
function chosenOf(
  sku: string,
  quantity: string,
  kit: ProductState,
  { unit }: AskingLine,
  { products }: DecisionContext,
): ChosenComponent {
  const kitUnit = findUnit(kit, unit);
  const kits = kitUnit === undefined ? ONE : oneInLevelUnit(kit, kitUnit);
  return {
    sku,
    unit: products?.(sku)?.units[0]?.code ?? '',
    quantity: formatQuantity((kits * quantityOf(quantity)) / ONE),
  };
}

function demandOf(component: ChosenComponent, { quantity, path }: AskingLine): DemandLine {
  const [part] = partsOf(quantity, [component]);
  return { unit: component.unit, quantity: part?.quantity ?? quantity, path, kit: 'part' };
}

/** Why a line cannot name these components. */
function faultsOf(
  { sku, components }: CommandLine,
  kit: ProductState['kit'],
  path: string,
): readonly Reason[] {
  if (components === undefined) return [];
  if (kit === null) return [invalid(path, `${quote(sku)} is no kit and has no components`, sku)];
  const taken = new Map<KitComponent, string>();
  return components.flatMap((name, index) => {
    const at = `${path}[${index}]`;
    const component = kit.components.find(({ products }) => products.includes(name));
    if (component === undefined)
      return [invalid(at, `${quote(name)} is no component of ${quote(sku)}`, name)];
    const other = taken.get(component);
    taken.set(component, name);
    if (other === undefined) return [];
    return [
      invalid(at, `${quote(name)} and ${quote(other)} are for the same component of ${quote(sku)}`, name),
    ];
  });
}

const invalid = (path: string, message: string, sku: string): Reason => ({
  code: 'VALIDATION_FAILED',
  message,
  path,
  sku,
});
