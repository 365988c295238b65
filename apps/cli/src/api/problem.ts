import { EXIT, Stop } from '../exit-code.ts';
import { plain } from '../terminal/format.ts';

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

/** The sentences of a problem: its reasons, else its own. What is in them cannot steer a terminal. */
export function sentencesOf({ reasons, detail, title, code }: Problem): string[] {
  const messages = reasons.length > 0 ? reasons.map(({ message }) => message) : [detail ?? title ?? code];
  return messages.map((message) => asSentence(plain(message)));
}

/** With a capital, unless it begins with the name of a field, and with a full stop. */
function asSentence(message: string): string {
  const begun = message.replace(/^[a-z]+(?=[\s,])/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
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
