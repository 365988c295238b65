import { type ProductState, quantityOf, type UnitDefinition } from '#domain';
import type { Row } from '../database/tables.ts';

/** A product's units as the domain has them. */
export function unitsOf(
  product: Pick<Row<'products'>, 'units' | 'stock_unit'>,
): Pick<ProductState, 'units' | 'stockUnit'> {
  const definitions: UnitDefinition[] = JSON.parse(product.units);
  const units = definitions.map(({ code, precision, conversionRate }) => ({
    code,
    precision,
    ...(conversionRate === undefined ? {} : { conversionRate: quantityOf(conversionRate) }),
  }));
  return { units, stockUnit: product.stock_unit };
}
