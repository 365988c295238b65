import { parseQuantity, type Quantity, type QuantityFault, quote, ZERO } from '#domain';
import { type Fault, fault } from './fault.ts';
import { type FieldOptions, field } from './field.ts';

/** A quantity as JSON carries it. */
export type PlainQuantity = string | number;

/** Which quantities make sense. */
type Sign = 'any' | 'not-negative' | 'positive';

const signs: { readonly [Name in Sign]: { allows(quantity: Quantity): boolean; message: string } } = {
  any: { allows: () => true, message: '' },
  'not-negative': { allows: (quantity) => quantity >= ZERO, message: 'must not be negative' },
  positive: { allows: (quantity) => quantity > ZERO, message: 'must be above 0' },
};

const faults: { readonly [Name in QuantityFault]: Fault } = {
  'not-a-decimal': fault('must be a decimal such as "12.5"'),
  'inexact-number': fault('must be sent as a text: a JSON number does not hold this decimal exactly'),
  'too-precise': fault('must have at most 10 decimals', 'PRECISION_EXCEEDED'),
  'out-of-range': fault('must be from -10000000000 to 10000000000', 'OUT_OF_RANGE'),
};

/** A quantity: a decimal string `-?digits[.digits]`, or a JSON number that a double holds exactly. */
export function Decimal({
  sign = 'any',
  ...options
}: { readonly sign?: Sign } & FieldOptions = {}): PropertyDecorator {
  return field<PlainQuantity>(
    {
      check(value) {
        const quantity = parseQuantity(value);
        if (typeof quantity === 'string') return faults[quantity];
        return signs[sign].allows(quantity)
          ? undefined
          : fault(`${signs[sign].message}, not ${quote(value)}`);
      },
      read: parseQuantity,
      schema: { type: ['string', 'number'], pattern: '^-?[0-9]+(\\.[0-9]+)?$' },
    },
    options,
  );
}
