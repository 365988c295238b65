/**
 * The steps of an order that a product sees. Each operation of an order may take from a product, before its outcome,
 * and closes there after it; the steps of all operations are numbered in one row, so that one number tells which
 * were taken already.
 */

/** The step in which an operation takes. */
export const takingStep = (operation: number): number => 2 * operation;

/** The step in which an operation gives back, or is refused. */
export const closingStep = (operation: number): number => 2 * operation + 1;
