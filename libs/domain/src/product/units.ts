import { hasPrecision, MAGNITUDE_MAX, ONE, PRECISION_MAX, type Quantity } from '../shared/quantity.ts';
import type { UnitDefinition } from './events.ts';
import type { Unit } from './state.ts';

/** What of a product says in which units it is sold and kept. */
export interface Units {
  /** The first is primary. */
  readonly units: readonly Unit[];
  readonly stockUnit: string | null;
}

/** The units of a product that was registered without any. */
export const DEFAULT_UNITS: readonly UnitDefinition[] = [{ code: 'item', precision: 0 }];

/** The unit of that code, or the primary one for none; nothing when the product has no such unit. */
export const findUnit = ({ units }: Units, code: string | undefined): Unit | undefined =>
  code === undefined ? units[0] : units.find((unit) => unit.code === code);

/** Code of the unit whose level the unit sells from. */
export const levelUnitOf = ({ stockUnit }: Units, unit: Unit): string => stockUnit ?? unit.code;

/** Codes of the units that have a level. */
export const levelUnits = ({ units, stockUnit }: Units): readonly string[] =>
  stockUnit === null ? units.map(({ code }) => code) : [stockUnit];

/** A quantity of the unit in the unit of its level. Exact for a quantity within the unit's precision. */
export const toLevelUnit = ({ stockUnit }: Units, unit: Unit, quantity: Quantity): Quantity =>
  stockUnit === null ? quantity : (quantity * rateOf(unit)) / ONE;

/** A quantity of the level's unit in the unit, rounded down to what the unit can express. Not negative. */
export function fromLevelUnit({ stockUnit }: Units, unit: Unit, quantity: Quantity): Quantity {
  if (stockUnit === null) return quantity;
  const exact = (quantity * ONE) / rateOf(unit);
  return exact - (exact % stepOf(unit.precision));
}

/** The smallest quantity that the unit can express. */
export const smallestOf = ({ precision }: Unit): Quantity => stepOf(precision);

/** How many of the level's unit one of the unit is. */
export const oneInLevelUnit = (units: Units, unit: Unit): Quantity => toLevelUnit(units, unit, ONE);

/** Whether every quantity that the unit can express is one that the stock unit can express. */
export function mapsOnto(unit: Unit, stockUnit: Unit): boolean {
  const step = stepOf(unit.precision) * rateOf(unit);
  return step % ONE === 0n && hasPrecision(step / ONE, stockUnit.precision);
}

/** Whether the quantity is within what a level can hold. */
export const isInRange = (quantity: Quantity): boolean =>
  quantity <= MAGNITUDE_MAX && quantity >= -MAGNITUDE_MAX;

const rateOf = ({ conversionRate }: Unit): Quantity => conversionRate ?? ONE;

/** The smallest quantity of that precision. */
const stepOf = (precision: number): Quantity => 10n ** BigInt(PRECISION_MAX - precision);
