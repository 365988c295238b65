import type { Unit } from '../product/state.ts';
import type { CommandLine } from '../shared/commands.ts';
import { formatQuantity } from '../shared/quantity.ts';
import type { Choice } from './choose.ts';

/**
 * A command's lines as the intent of an order or a hold records them.
 *
 * @param units the product's unit of each line; where nobody could tell it, the one that the command names.
 * @param choice what was chosen for kits; absent where no line may be one.
 */
export const intendedLines = (
  lines: readonly CommandLine[],
  units: readonly (Unit | undefined)[],
  choice: Choice | undefined,
) =>
  lines.map(({ sku, quantity, ...line }, index) => {
    const unit = units[index]?.code ?? line.unit;
    const components = choice?.lines[index]?.components;
    return {
      sku,
      ...(unit !== undefined && { unit }),
      quantity: formatQuantity(quantity),
      ...(components !== undefined && { components }),
    };
  });
