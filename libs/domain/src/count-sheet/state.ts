/** The running state of a warehouse's count sheets. Folded in place. */
import type { Quantity } from '../shared/quantity.ts';

export interface CountSheet {
  readonly sheetId: string;
  readonly warehouse: string;
  readonly reference: string | null;
  status: 'open' | 'closing' | 'closed';
  /** Whether levels are set even where stock has moved since. */
  keepCount: boolean;
  /** By product and unit; empty once the sheet is closed. */
  readonly lines: Map<string, SheetLine>;
  /** Levels whose refusal is on record: see {@link levelName}. */
  readonly refused: Set<string>;
}

/** What was counted of one product in one unit. */
export interface SheetLine {
  readonly sku: string;
  readonly levelUnit: string;
  /** In the unit of the level. */
  readonly counted: Quantity;
  readonly seen: { readonly revision?: number; readonly quantity?: Quantity };
}

export interface WarehouseSheets {
  readonly code: string;
  state: 'open' | 'closing' | 'closed';
  readonly sheets: Map<string, CountSheet>;
  /** Lines on sheets that are not closed: what the state weighs. */
  lines: number;
}

/** A level by one text. */
export const levelName = (sku: string, unit: string): string => JSON.stringify([sku, unit]);

/** The sheet that is being closed; none is when none is. */
export function closingSheet({ sheets }: WarehouseSheets): CountSheet | undefined {
  for (const sheet of sheets.values()) if (sheet.status === 'closing') return sheet;
  return undefined;
}
