import { LOG_START, type Position, type StreamName } from '#event-store';
import type { Core } from '../core.ts';

const PROCESSES_ONLY = { categories: ['order', 'transfer', 'warehouse'] };
const OPENS: ReadonlySet<string> = new Set([
  'OrderSubmitted',
  'OrderRejected',
  'CancellationRequested',
  'OrderCancelled',
  'AmendmentRequested',
  'OrderAmended',
  'AmendmentRefused',
  'ShipmentRequested',
  'ReturnRequested',
  'TransferRequested',
  'ReceiptRequested',
  'CountSheetClosing',
]);
const CLOSES: ReadonlySet<string> = new Set([
  'OrderAccepted',
  'OrderSettled',
  'OrderShipped',
  'ShipmentRefused',
  'OrderReturned',
  'ReturnRefused',
  'TransferCompleted',
  'TransferDispatched',
  'TransferRefused',
  'TransferReceived',
  'ReceiptRefused',
  'CountSheetClosed',
]);

/**
 * The streams of processes with an operation that has no outcome, or whose outcome is not settled: what a read model
 * knows, and what the log says beyond it; without a read model the log from its start.
 */
export class OpenProcesses {
  readonly #core: Core;
  #position: Position | undefined;
  /** By stream: when its last event was recorded, milliseconds since 1970 UTC. */
  readonly #open = new Map<StreamName, number>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** Those whose last event is at least as old as that; a read model does not tell, and counts as old. */
  async olderThan(ageMs: number): Promise<readonly StreamName[]> {
    await this.#readOn();
    const youngest = Date.now() - ageMs;
    return [...this.#open].flatMap(([stream, since]) => (since <= youngest ? [stream] : []));
  }

  async #readOn(): Promise<void> {
    const { store, ports } = this.#core;
    let position = this.#position;
    if (position === undefined) {
      const known = await ports.openOperations?.();
      for (const stream of known?.streams ?? []) this.#open.set(stream, 0);
      position = known?.position ?? LOG_START;
    }
    // Up to here nothing will be missed, though no process's event should stand there.
    const end = await store.lastPosition();
    for await (const page of store.readLog({ after: position, filter: PROCESSES_ONLY })) {
      for (const event of page) {
        position = event.position;
        if (OPENS.has(event.type)) this.#open.set(event.stream, event.recordedAt);
        else if (CLOSES.has(event.type)) this.#open.delete(event.stream);
      }
    }
    this.#position = position;
    if (end > position) this.#position = end;
  }
}
