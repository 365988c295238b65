import { PURPOSES, type Purpose, type SubmitOrder } from '#domain';
import { isProblem, readCommand } from '../commands/read-command.ts';
import { problem } from '../problem/problem.ts';
import { invalidRequest, ProblemError } from '../problem/problem-error.ts';

/** What somebody would like to have: an order without its id. */
export interface Cart {
  readonly website: string;
  readonly purpose: Purpose;
  readonly shipUntil?: string;
  /** The cart's own hold, which does not count against it. */
  readonly holdId?: string;
  readonly lines: SubmitOrder['lines'];
}

const FIELDS = ['website', 'purpose', 'holdId', 'shipUntil', 'lines'];

/**
 * Fields and lines are what those of SubmitOrder are, and are read as such.
 *
 * @param fields those that the question has.
 */
export function readCart(body: unknown, fields: readonly string[] = FIELDS): Cart {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidRequest('the body should be an object with website and lines', 'body');
  }
  const stranger = Object.keys(body).find((name) => !fields.includes(name));
  if (stranger !== undefined) {
    const message = `${stranger.slice(0, 80).toWellFormed()} is no field here; there are ${fields.join(', ')}`;
    throw new ProblemError(problem('VALIDATION_FAILED', message, { path: stranger }));
  }
  const { purpose = 'order', website = 'default', ...rest } = body as Record<string, unknown>;
  const isPurpose = (text: unknown): text is Purpose => PURPOSES.some((each) => each === text);
  if (!isPurpose(purpose)) throw invalidRequest(`purpose must be one of ${PURPOSES.join(', ')}`, 'purpose');
  const parsed = readCommand('SubmitOrder', { ...rest, website, orderId: 'none' });
  if (isProblem(parsed)) throw new ProblemError(parsed);
  const { lines, shipUntil, holdId, ...order } = parsed.command as SubmitOrder;
  return {
    website: order.website,
    purpose,
    lines,
    ...(shipUntil !== undefined && { shipUntil }),
    ...(holdId !== undefined && { holdId }),
  };
}
