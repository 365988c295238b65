/** What a product says to a step of a process besides yes and no. */

/** The operation has taken this step here before: nothing is to be recorded again. */
export interface AlreadyApplied {
  readonly kind: 'already-applied';
}

export const ALREADY_APPLIED: AlreadyApplied = { kind: 'already-applied' };

/** The operation has no part at this product in this step. */
export interface NothingToDo {
  readonly kind: 'nothing';
}

export const NOTHING_TO_DO: NothingToDo = { kind: 'nothing' };
