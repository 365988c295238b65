import { formatQuantity, levelsOf, type OwnOptions, optionToJson, type ProductState } from '#domain';
import type { Row } from '../database/tables.ts';

/** A value of the read models that is not what the log says. */
export interface Drift {
  readonly sku: string;
  /** What of the product: a column, or a level's figures, e.g. `status` or `level main item`. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** A product's rows. */
export interface ProductRows {
  readonly product: Row<'products'> | undefined;
  readonly units: readonly Row<'product_units'>[];
  readonly levels: readonly Row<'levels'>[];
  readonly transits: readonly Row<'transits'>[];
}

/** Where a product's rows differ from the domain's own fold of its stream. */
export function compareProduct(sku: string, state: ProductState | null, rows: ProductRows): Drift[] {
  const expected = state === null ? new Map<string, string>() : factsOf(state);
  const found = rows.product === undefined ? new Map<string, string>() : factsOfRows(rows.product, rows);
  const drifts: Drift[] = [];
  for (const what of new Set([...expected.keys(), ...found.keys()])) {
    const [right, wrong] = [expected.get(what) ?? 'nothing', found.get(what) ?? 'nothing'];
    if (right !== wrong) drifts.push({ sku, what, expected: right, found: wrong });
  }
  return drifts;
}

function factsOf(state: ProductState): Map<string, string> {
  const facts = new Map([
    ['name', state.name],
    ['organization', state.organization],
    ['category', String(state.category)],
    ['kit', kitText(state.kit)],
    ['status', `${state.status}${tags(state.takenByThreshold, state.setByHand)}`],
    ['options', optionsText(state.options)],
    ['low', [...state.low].sort().join(' ')],
  ]);
  for (const { warehouse, unit, onHand, allocated, held, available } of levelsOf(state)) {
    facts.set(`level ${warehouse} ${unit}`, figures(onHand, allocated, held, available));
  }
  for (const [transferId, { unit, from, to, quantity }] of state.transit ?? []) {
    facts.set(`transit ${transferId}`, onItsWay(unit, from, to, formatQuantity(quantity)));
  }
  return facts;
}

function factsOfRows(
  product: Row<'products'>,
  { units, levels, transits }: ProductRows,
): Map<string, string> {
  const facts = new Map([
    ['name', product.name],
    ['organization', product.organization],
    ['category', String(product.category)],
    ['kit', kitText(product.kit === null ? null : JSON.parse(product.kit))],
    ['status', `${product.status}${tags(product.taken_by_threshold === 1, product.set_by_hand === 1)}`],
    ['options', sortedText(JSON.parse(product.options))],
    ['low', lowUnits(units)],
  ]);
  for (const { warehouse, unit, on_hand: onHand, allocated, held, available } of levels) {
    facts.set(`level ${warehouse} ${unit}`, figures(onHand, allocated, held, available));
  }
  for (const {
    transfer_id: transferId,
    unit,
    from_warehouse: from,
    to_warehouse: to,
    quantity,
  } of transits) {
    facts.set(`transit ${transferId}`, onItsWay(unit, from, to, quantity));
  }
  return facts;
}

const kitText = (kit: ProductState['kit']): string =>
  (kit?.components ?? [])
    .map(
      ({ products, quantity, required }) => `${required ? '' : 'optional '}${quantity} ${products.join('|')}`,
    )
    .join(', ');

const onItsWay = (unit: string, from: string, to: string, quantity: string): string =>
  `${quantity} ${unit} from ${from} to ${to}`;

const tags = (byThreshold: boolean, byHand: boolean): string =>
  `${byThreshold ? ', taken by the threshold' : ''}${byHand ? ', set by hand' : ''}`;

const figures = (onHand: string, allocated: string, held: string, available: string): string =>
  `${onHand} on hand, ${allocated} allocated, ${held} held, ${available} available`;

const lowUnits = (units: readonly Row<'product_units'>[]): string =>
  units
    .filter(({ low }) => low === 1)
    .map(({ unit }) => unit)
    .sort()
    .join(' ');

function optionsText(options: OwnOptions): string {
  const values = Object.entries(options).map(([name, value]) => [name, optionToJson(value)]);
  return sortedText(Object.fromEntries(values));
}

const sortedText = (options: object): string =>
  JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
