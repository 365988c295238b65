import { describe, expect, it } from '@jest/globals';
import { formatQuantity, quantityOf } from '../shared/quantity.ts';
import { NOON, Shop } from '../testing/shop.ts';
import { transferDefinition } from './definition.ts';
import type { TransferEvent } from './events.ts';
import { completeTransfer, refuseTransfer } from './outcome.ts';
import { requestReceipt } from './receive.ts';
import { requestTransfer } from './request.ts';
import { openOfTransfer, type TransferState } from './state.ts';

const { context } = new Shop();

/** One transfer of 10 boxes of A1 from main to north. */
class Transfer {
  state: TransferState | null = null;
  readonly events: TransferEvent[] = [];

  note(decision: { readonly events: readonly TransferEvent[] }): this {
    for (const event of decision.events) {
      this.state = transferDefinition.evolve(this.state, JSON.parse(JSON.stringify(event)));
      this.events.push(event);
    }
    return this;
  }

  get known(): TransferState {
    if (this.state === null) throw new Error('not requested');
    return this.state;
  }

  request(type: 'TransferStock' | 'DispatchTransfer' = 'DispatchTransfer'): this {
    const quantity = quantityOf('10');
    const command = { type, transferId: 'T', sku: 'A1', from: 'main', to: 'north', quantity } as const;
    return this.note(requestTransfer(this.state, command, 'box', context));
  }

  complete(): this {
    return this.note(completeTransfer(this.known));
  }

  receive(quantity: string, discrepancyReason?: string, sku = 'A1') {
    return requestReceipt(
      this.state,
      {
        type: 'ReceiveTransfer',
        transferId: 'T',
        sku,
        quantity: quantityOf(quantity),
        ...(discrepancyReason !== undefined && { discrepancyReason }),
      },
      context,
    );
  }

  received(quantity: string, discrepancyReason?: string): this {
    const decision = this.receive(quantity, discrepancyReason);
    if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.reasons));
    return this.note(decision).complete();
  }

  get figures(): string {
    const { status, dispatched, received, discrepancy } = this.known;
    return `${status} ${[dispatched, received, discrepancy, openOfTransfer(this.known)].map(formatQuantity).join(' ')}`;
  }
}

describe('a transfer', () => {
  it('is on record with its time before anything moves, and done when it has', () => {
    const transfer = new Transfer().request('TransferStock');
    expect(transfer.events).toEqual([
      {
        type: 'TransferRequested',
        data: {
          transferId: 'T',
          operation: 0,
          mode: 'instant',
          sku: 'A1',
          from: 'main',
          to: 'north',
          unit: 'box',
          quantity: '10',
          decidedAt: NOON,
        },
      },
    ]);
    expect(transfer.figures).toBe('requested 0 0 0 0');

    transfer.complete();

    expect(transfer.events.at(-1)).toEqual({
      type: 'TransferCompleted',
      data: { transferId: 'T', operation: 0, quantity: '10' },
    });
    expect(transfer.figures).toBe('received 10 10 0 0');
  });

  it('that is refused leaves its id free for another try', () => {
    const transfer = new Transfer().request();
    transfer.note(refuseTransfer(transfer.known, [{ code: 'INSUFFICIENT_STOCK', message: 'gone' }]));
    expect(transfer.figures).toBe('refused 0 0 0 0');
    expect(transfer.receive('1')).toMatchObject({ reasons: [{ code: 'UNKNOWN_TRANSFER' }] });

    transfer.request().complete();

    expect(transfer.figures).toBe('in_transit 10 0 0 10');
    expect(transfer.known.operation).toBe(1);
    expect(() => transfer.request()).toThrow('transfer T is in_transit');
  });

  it('is received in parts until nothing is on its way', () => {
    const transfer = new Transfer().request().complete().received('4');
    expect(transfer.figures).toBe('in_transit 10 4 0 6');
    expect(transfer.received('6').figures).toBe('received 10 10 0 0');
    expect(transfer.events.at(-1)).toEqual({
      type: 'TransferReceived',
      data: { transferId: 'T', operation: 2, quantity: '6', open: '0' },
    });
  });

  it('is closed by a reason for what does not come', () => {
    const transfer = new Transfer().request().complete().received('4').received('5', 'crushed');
    expect(transfer.figures).toBe('closed 10 9 1 0');
    expect(transfer.events.at(-1)).toEqual({
      type: 'TransferReceived',
      data: {
        transferId: 'T',
        operation: 2,
        quantity: '5',
        discrepancy: '1',
        discrepancyReason: 'crushed',
        open: '0',
      },
    });
  });

  it('of which nothing came is closed too, and one that came whole has no discrepancy', () => {
    expect(new Transfer().request().complete().received('0', 'stolen').figures).toBe('closed 10 0 10 0');
    expect(new Transfer().request().complete().received('10', 'late').figures).toBe('received 10 10 0 0');
  });

  it('is not received beyond what is on its way', () => {
    const transfer = new Transfer().request().complete().received('4');
    expect(transfer.receive('7')).toMatchObject({
      reasons: [
        { code: 'EXCEEDS_OPEN', path: 'quantity', sku: 'A1', unit: 'box', requested: '7', open: '6' },
      ],
    });
    expect(transfer.receive('1', undefined, 'B1')).toMatchObject({
      reasons: [{ code: 'EXCEEDS_OPEN', sku: 'B1', open: '0' }],
    });
    transfer.received('6');
    expect(transfer.receive('1')).toMatchObject({ reasons: [{ code: 'EXCEEDS_OPEN', open: '0' }] });
    expect(transfer.receive('0', 'none')).toMatchObject({ reasons: [{ code: 'EXCEEDS_OPEN', open: '0' }] });
  });

  it('is not received by nothing without a reason, nor before it was dispatched', () => {
    const transfer = new Transfer().request().complete();
    expect(transfer.receive('0')).toMatchObject({
      reasons: [{ code: 'VALIDATION_FAILED', path: 'quantity' }],
    });
    expect(new Transfer().receive('1')).toMatchObject({
      reasons: [{ code: 'UNKNOWN_TRANSFER', path: 'transferId' }],
    });
  });

  it('stays on its way where a receipt is refused', () => {
    const transfer = new Transfer().request().complete();
    const decision = transfer.receive('4');
    if (decision.kind === 'accepted') transfer.note(decision);
    expect(() => transfer.receive('1')).toThrow('has an open operation');
    transfer.note(refuseTransfer(transfer.known, [{ code: 'OUT_OF_RANGE', message: 'full' }]));
    expect(transfer.events.at(-1)?.type).toBe('ReceiptRefused');
    expect(transfer.figures).toBe('in_transit 10 0 0 10');
    expect(transfer.known.open).toBeNull();
  });
});
