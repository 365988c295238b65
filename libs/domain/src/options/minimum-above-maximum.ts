import { formatQuantity, type Quantity, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import type { OptionName, OptionSource } from './catalogue.ts';
import type { ResolvedOptions } from './resolved.ts';

/**
 * Why the limits of an order's quantity contradict each other once `changed` is as in `options`; nothing when they
 * do not, or when `changed` is neither of them. A maximum of 0 says that the product cannot be ordered: it goes with
 * any minimum.
 */
export function minimumAboveMaximum(changed: OptionName, options: ResolvedOptions): Reason | undefined {
  if (changed !== 'minimumQuantityToOrder' && changed !== 'maximumQuantityToOrder') return undefined;
  const { minimumQuantityToOrder: minimum, maximumQuantityToOrder: maximum } = options.values;
  if (minimum === null || maximum === null || maximum === ZERO || minimum <= maximum) return undefined;
  return {
    code: 'MINIMUM_ABOVE_MAXIMUM',
    message: `${inWords(options, 'minimumQuantityToOrder', minimum)} would be above ${inWords(options, 'maximumQuantityToOrder', maximum)}`,
    path: 'option',
    option: changed,
    minimum: formatQuantity(minimum),
    maximum: formatQuantity(maximum),
  };
}

const inWords = (options: ResolvedOptions, name: OptionName, value: Quantity): string =>
  `${name} ${formatQuantity(value)} (${placeOf(options.source(name))})`;

const placeOf = ({ level, code }: OptionSource): string => (code === undefined ? level : `${level} ${code}`);
