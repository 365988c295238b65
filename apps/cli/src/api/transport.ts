import type { Readable } from 'node:stream';

/** One HTTP request. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or a stream of text of any length. */
  readonly body?: string | Readable;
}

/** Its answer, as soon as its head is there. */
export interface Incoming {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** Carries requests to the ledger, over a network or within this process. */
export interface Transport {
  /** For people: whom the requests go to. */
  readonly place: string;
  /** @throws Stop where nobody answers */
  exchange(request: Outgoing): Promise<Incoming>;
  close(): Promise<void>;
}
