/** Last steps of processes that have nothing at the product any more: the recent ones, and those before them. */
export type EndedSteps = {
  readonly recent: Map<string, number>;
  readonly before: ReadonlyMap<string, number> | null;
} | null;

/** Ended processes whose last step is remembered for sure. Beyond them the process's own stream decides. */
export const ENDED_MAX = 16;

export const endedStep = (ended: EndedSteps, id: string): number | undefined =>
  ended?.recent.get(id) ?? ended?.before?.get(id);

/** Remembers the last step of a process that has nothing here any more, and forgets the oldest. */
export function noteEnded(ended: EndedSteps, id: string, step: number): EndedSteps {
  if (ended === null) return { recent: new Map([[id, step]]), before: null };
  if (ended.recent.size >= ENDED_MAX) return { recent: new Map([[id, step]]), before: ended.recent };
  ended.recent.set(id, step);
  return ended;
}
