import type { DecisionContext, Reason } from '#domain';
import type { Ledger } from '#ledger';
import { problemOf } from '../problem/problem.ts';
import { ProblemError } from '../problem/problem-error.ts';
import { noHold, noWebsite } from './missing.ts';
import type { Cart } from './read-cart.ts';

/** What the ledger knows now of everything that a cart names. */
export async function loadCart(ledger: Ledger, { website, lines, holdId }: Cart): Promise<DecisionContext> {
  const products = await ledger.products(new Set(lines.map(({ sku }) => sku)));
  const scopes = ledger.scopes();
  if (!scopes.websites.has(website)) throw noWebsite(website);
  if (holdId !== undefined && (await ledger.hold(holdId)) === null) throw noHold(holdId);
  return { scopes, products, now: new Date().toISOString() };
}

/** The answer, unless the lines themselves cannot be. */
export function answerOf<Answer extends object>(answer: Answer | readonly Reason[]): Answer {
  if (Array.isArray(answer)) throw new ProblemError(problemOf('VALIDATION_FAILED', answer));
  return answer as Answer;
}
