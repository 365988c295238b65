import { EXIT, Stop } from '../exit-code.ts';

/** Why something was refused. */
export interface ProblemReason {
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  readonly sku?: string;
  readonly unit?: string;
  readonly requested?: string;
  readonly sellable?: string;
}

/** A refusal as the HTTP interface tells it (RFC 9457). */
export interface Problem {
  readonly status: number;
  readonly title?: string;
  readonly detail?: string;
  readonly code: string;
  readonly reasons: readonly ProblemReason[];
  /** Of an order that is on record as refused: the position after it. */
  readonly position?: string;
}

/** The sentences of a problem: its reasons, else its own. */
export function sentencesOf({ reasons, detail, title, code }: Problem): string[] {
  if (reasons.length > 0) return reasons.map((reason) => reason.message);
  return [detail ?? title ?? code];
}

/** A request that the ledger did not do. */
export class Refused extends Stop {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(sentencesOf(problem).join('\n'), EXIT.no);
    this.problem = problem;
  }
}

/** Reads a body as a problem; what is none, say from a proxy between, is made one. */
export function problemOf(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    const { reasons } = body as { reasons?: unknown };
    return { status, ...body, reasons: Array.isArray(reasons) ? reasons : [] } as unknown as Problem;
  }
  return {
    status,
    code: 'UNREADABLE',
    title: `The answer has status ${status} and is not Stockbook's`,
    reasons: [],
  };
}
