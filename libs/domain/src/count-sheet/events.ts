/**
 * The facts of count sheets, in the stream of their warehouse: the log of counting many products. They are no scope
 * events: nothing that decides elsewhere depends on them.
 */
import type { DomainEvent } from '../shared/decision.ts';
import type { ReasonCode } from '../shared/reason.ts';

/** What was counted of one product in one unit, and what the ledger had then. */
export interface CountedLine {
  readonly sku: string;
  /** In which it was counted. */
  readonly unit: string;
  readonly counted: string;
  /** The same in the unit of the level, where that is another. */
  readonly level?: { readonly unit: string; readonly counted: string };
  /** On hand in the ledger as the line was recorded, and the product's revision; in the unit of the level. */
  readonly was: string;
  readonly revision: number;
  /** What the counter had before them, where they said so; in the unit of the level. */
  readonly seen?: { readonly revision?: number; readonly quantity?: string };
}

/** A level that was not set to what was counted, and why. */
export interface RefusedLine {
  readonly sku: string;
  /** Unit of level. */
  readonly unit: string;
  readonly code: ReasonCode;
  /** What the ledger had as the sheet was closed; absent where there is no such level. */
  readonly onHand?: string;
  /** What had come or gone since the count. */
  readonly moved?: string;
  /** Revision of the product's event that last changed what is on hand. */
  readonly movedAtRevision?: number;
}

export type CountSheetEvent =
  | DomainEvent<'CountSheetOpened', { sheetId: string; warehouse: string; reference?: string }>
  /** A line of a product and unit that is on the sheet already takes its place. */
  | DomainEvent<'LinesCounted', { sheetId: string; warehouse: string; lines: readonly CountedLine[] }>
  /** Opens the closing: the products are counted after it. */
  | DomainEvent<
      'CountSheetClosing',
      { sheetId: string; warehouse: string; keepCount?: true; decidedAt: string }
    >
  /** Levels that were not set, before the sheet is closed; several such events where they are many. */
  | DomainEvent<'LinesRefused', { sheetId: string; warehouse: string; lines: readonly RefusedLine[] }>
  /** Every level on the sheet was either set to what was counted or refused. */
  | DomainEvent<'CountSheetClosed', { sheetId: string; warehouse: string; posted: number; refused: number }>;

const TYPES: ReadonlySet<string> = new Set<CountSheetEvent['type']>([
  'CountSheetOpened',
  'LinesCounted',
  'CountSheetClosing',
  'LinesRefused',
  'CountSheetClosed',
]);

/** Whether the event of a warehouse's stream is one of its count sheets, and not of its own life. */
export const isOfCountSheet = (type: string): boolean => TYPES.has(type);
