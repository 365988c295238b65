import type { AskingLine, ChosenComponent } from '../kit/parts.ts';
import { namesOfComponents } from '../order/lines.ts';
import type { DecisionContext } from '../product/context.ts';
import type { Quantity } from '../shared/quantity.ts';

/** A line with its unit as far as it is known, empty where it is not. */
export interface MergedCartLine {
  readonly sku: string;
  readonly unit: string;
  readonly quantity: Quantity;
  readonly components?: readonly ChosenComponent[];
}

/** Lines of one product, unit and choice of components are one line, by product in the order of their first lines. */
export function mergeCart(
  lines: readonly AskingLine[],
  { products }: DecisionContext,
): readonly MergedCartLine[] {
  const bySku = new Map<string, Map<string, MergedCartLine>>();
  for (const { sku, unit, quantity, components } of lines) {
    const code = unit ?? products?.(sku)?.units[0]?.code ?? '';
    const ofSku = bySku.get(sku) ?? new Map<string, MergedCartLine>();
    bySku.set(sku, ofSku);
    const name = JSON.stringify([code, components && namesOfComponents(components)]);
    const sum = (ofSku.get(name)?.quantity ?? 0n) + quantity;
    ofSku.set(name, { sku, unit: code, quantity: sum, ...(components !== undefined && { components }) });
  }
  return [...bySku.values()].flatMap((ofSku) => [...ofSku.values()]);
}
