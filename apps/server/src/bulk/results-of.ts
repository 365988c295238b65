import type { BulkResult } from '#ledger';
import { type AnswerBody, refused, resultOf } from '../commands/result.ts';
import type { Problem } from '../problem/problem.ts';
import type { ItemTag } from './read-item.ts';

/** What became of one of many commands; `status` is what it would have had alone. */
export type ItemResult = { readonly id: string | null; readonly status: number } & (
  | { readonly result: AnswerBody }
  | { readonly problem: Problem }
);

export function resultOfItem({ tag: { id, problem }, outcome }: BulkResult<ItemTag>): ItemResult {
  if (problem !== undefined) return { id, ...refused(problem) };
  if (outcome === undefined) throw new RangeError(`item ${id} has neither outcome nor problem`);
  const found = resultOf(outcome);
  if ('result' in found) return { id, status: found.status, result: found.result };
  return { id, status: found.status, problem: found.problem };
}
