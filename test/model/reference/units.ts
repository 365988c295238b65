/** A product, and the units it is sold and kept in. */

export type Status = 'in_stock' | 'out_of_stock' | 'discontinued';

export interface Unit {
  readonly code: string;
  readonly precision: number;
  /** How many stock units one is. */
  readonly rate: number;
}

export interface KitComponent {
  /** Interchangeable, the preferred first. */
  readonly products: readonly string[];
  /** How much of one of them goes into a kit. */
  readonly quantity: number;
  readonly required: boolean;
}

export interface Product {
  readonly sku: string;
  readonly category: string | undefined;
  readonly units: readonly Unit[];
  readonly stockUnit: string | undefined;
  /** Of what a kit is made; undefined: it is none. */
  kit: readonly KitComponent[] | undefined;
  status: Status;
  setByHand: boolean;
  takenByThreshold: boolean;
  /** The hold by which the threshold was reached. */
  takenByHold: string | undefined;
}

export const unitOf = ({ units }: Product, code: string | undefined): Unit | undefined =>
  code === undefined ? units[0] : units.find((unit) => unit.code === code);

/** The unit of the level that a unit sells from. */
export const levelUnitOf = ({ stockUnit }: Product, { code }: Unit): string => stockUnit ?? code;

/** The units that the product has levels in. */
export const levelUnits = ({ units, stockUnit }: Product): readonly string[] =>
  stockUnit === undefined ? units.map(({ code }) => code) : [stockUnit];

export const inLevelUnit = ({ stockUnit }: Product, { rate }: Unit, quantity: number): number =>
  stockUnit === undefined ? quantity : quantity * rate;

/** Rounded down to what the unit can say. */
export function fromLevelUnit({ stockUnit }: Product, { rate, precision }: Unit, quantity: number): number {
  if (stockUnit === undefined) return quantity;
  const steps = 10 ** precision;
  return Math.floor((quantity / rate) * steps) / steps;
}

export const isTooPrecise = ({ precision }: Unit, quantity: number): boolean =>
  !Number.isInteger(quantity * 10 ** precision);
