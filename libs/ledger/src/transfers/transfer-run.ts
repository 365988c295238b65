import type { OpenTransferOperation, TransferMode, TransferState } from '#domain';
import type { Revision, StreamName } from '#event-store';
import type { Staged } from '../mailbox/durability.ts';
import type { AnswerEvent } from '../outcome.ts';
import type { Origin } from '../record.ts';

/** One operation of a transfer on its way, from its intent to its outcome. */
export interface TransferRun {
  readonly transferId: string;
  readonly stream: StreamName;
  readonly mode: TransferMode;
  readonly sku: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly reference: string | null;
  readonly open: OpenTransferOperation;
  /** What every event of the operation goes back to: its intent. */
  readonly origin: Origin;
  /** The decision's time, as the intent records it. */
  readonly now: string;
  readonly epoch: number;
  /** The operation's events in the transfer's stream. */
  readonly own: AnswerEvent[];
  /** Number of states loaded in this process before the intent was last known to be open. */
  readonly fencedAt: number;
  /** Whether the product has recorded what moves. */
  isApplied: boolean;
  /** Where the transfer's stream stands as far as this process knows. */
  revision: Revision;
  /** The operation's last append. */
  staged: Staged | undefined;
}

/** What a run is about, as the transfer says it. */
export const goodsOf = ({
  transferId,
  mode,
  sku,
  unit,
  from,
  to,
  reference,
}: TransferState): Pick<
  TransferRun,
  'transferId' | 'mode' | 'sku' | 'unit' | 'from' | 'to' | 'reference'
> => ({
  transferId,
  mode,
  sku,
  unit,
  from,
  to,
  reference,
});

/** Thrown when the transfer's stream has gone on without this process: another is at the transfer. */
export class TransferMovedOn extends Error {
  constructor(stream: StreamName) {
    super(`${stream} was carried on by another process`);
    this.name = 'TransferMovedOn';
  }
}
