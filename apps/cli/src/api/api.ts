import type { Problem } from './problem.ts';

/** What may go with a request. */
export interface RequestParts {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer of whatever status. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body. @throws where it is no JSON */
  json(): unknown;
}

/** A command among many. */
export interface BulkItem {
  /** The idempotency key. */
  readonly id?: string;
  readonly type: string;
  readonly data: unknown;
  /** The time to decide by (ISO 8601 UTC); absent: now. */
  readonly decidedAt?: string;
}

/** What became of one of many commands; `status` is what it would have had alone. */
export interface BulkResult {
  readonly id?: string | null;
  readonly status: number;
  readonly result?: CommandAnswer;
  readonly problem?: Problem;
}

/** The answer to a command that was accepted. */
export interface CommandAnswer {
  readonly commandId: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly events: readonly { readonly type: string; readonly revision: number; readonly data: unknown }[];
  readonly order?: OrderAnswer;
}

/** What an accepted order promises. */
export interface OrderAnswer {
  readonly orderId: string;
  readonly status: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly unit: string;
    readonly quantity: string;
    readonly allocations: readonly {
      readonly warehouse: string;
      readonly quantity: string;
      readonly backordered: string;
    }[];
  }[];
}

/** The HTTP interface of a ledger, whether a server answers it or this process does. */
export interface Api {
  /** For people: whom the requests go to. */
  readonly place: string;
  request(method: 'GET' | 'POST', path: string, parts?: RequestParts): Promise<Answer>;
  /**
   * Sends commands as they come and hands out their results, one for each, in the same order. The commands are
   * drawn no faster than the ledger takes them.
   */
  commands(items: AsyncIterable<BulkItem>): AsyncIterable<BulkResult>;
  close(): Promise<void>;
}
