import { WrongUse } from '../exit-code.ts';

/** The columns of OroCommerce's stock files, by what Stockbook calls them. */
export const COLUMN_TITLES = {
  sku: 'SKU',
  product: 'Product',
  status: 'Inventory Status',
  warehouse: 'Warehouse',
  quantity: 'Quantity',
  unit: 'Unit',
} as const;

export type ColumnName = keyof typeof COLUMN_TITLES;

/** Where each column stands in a file; one that is missing is absent. */
export type ColumnPlaces = Readonly<Partial<Record<ColumnName, number>>>;

const NAMES = new Map(
  Object.entries(COLUMN_TITLES).map(([name, title]) => [title.toLowerCase(), name as ColumnName]),
);

const nameOf = (title: string): ColumnName | undefined => NAMES.get(title.trim().toLowerCase());

/** Whether a file that begins with this row is a stock file. */
export const isStockHeader = (titles: readonly string[]): boolean =>
  titles.some((title) => nameOf(title) === 'sku') && titles.every((title) => nameOf(title) !== undefined);

/**
 * Reads the header: columns in any order, any of them missing but SKU.
 *
 * @throws WrongUse for a column that is unknown, named twice, or SKU missing
 */
export function columnPlaces(titles: readonly string[]): ColumnPlaces {
  const places: Partial<Record<ColumnName, number>> = {};
  titles.forEach((title, index) => {
    const name = nameOf(title);
    if (name === undefined) {
      const known = Object.values(COLUMN_TITLES).join(', ');
      throw new WrongUse(`Column ${index + 1}, ${JSON.stringify(title)}, is none of ${known}.`);
    }
    if (places[name] !== undefined)
      throw new WrongUse(`The column ${COLUMN_TITLES[name]} stands there twice.`);
    places[name] = index;
  });
  if (places.sku === undefined) throw new WrongUse(`The column ${COLUMN_TITLES.sku} is missing.`);
  return places;
}
