import { minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import { areNamed, nameOfLine } from './lines.ts';
import type { OpenLine, OrderLineState } from './state.ts';

/** What a line of a command names of an order. */
interface NamingLine extends Omit<OpenLine, 'components'> {
  /** Of a kit: some of the components by which its line is known; absent: whichever it has. */
  readonly named?: readonly string[] | undefined;
}

/**
 * Which lines of the order the lines of a command mean. One that names a kit may mean several, of different components:
 * it takes from the first of them on what is left there, and the rest from the last.
 *
 * @param leftOf how much of a line of the order may be named.
 */
export function linesNamed<L extends NamingLine>(
  lines: readonly OrderLineState[],
  naming: readonly L[],
  leftOf: (line: OrderLineState) => Quantity,
): readonly (Omit<L, 'named'> & OpenLine)[] {
  if (!lines.some(({ components }) => components !== undefined)) return naming;
  const takenOf = new Map<string, Quantity>();
  return naming.flatMap(({ named = [], ...line }) => {
    const meant = lines.filter(
      (own) => own.sku === line.sku && own.unit === line.unit && areNamed(own.components ?? [], named),
    );
    if (meant.length === 0) return [line];
    let rest = line.quantity;
    return meant.flatMap((own, index) => {
      const name = nameOfLine(own);
      const taken = takenOf.get(name) ?? ZERO;
      const isLast = index === meant.length - 1;
      const quantity = isLast ? rest : minimum(rest, leftOf(own) - taken);
      if (quantity <= ZERO) return [];
      takenOf.set(name, taken + quantity);
      rest -= quantity;
      return [{ ...line, quantity, ...(own.components !== undefined && { components: own.components }) }];
    });
  });
}
