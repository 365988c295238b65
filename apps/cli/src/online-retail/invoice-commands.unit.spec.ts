import { describe, expect, it } from '@jest/globals';
import { invoiceCommands } from './invoice-commands.ts';
import type { Invoice } from './invoices.ts';
import { OpenOrders } from './open-orders.ts';

const at = '2011-10-06T10:15:00.000Z';

type Line = [stockCode: string, quantity: number, unitPrice: number, description?: string];

const invoice = (number: string, customer: string, ...lines: Line[]): Invoice => ({
  number,
  issuedAt: at,
  customer,
  country: 'United Kingdom',
  lines: lines.map(([stockCode, quantity, unitPrice, description = ''], index) => {
    return { number: index + 1, stockCode, description, quantity, unitPrice };
  }),
});

function commands(...invoices: Invoice[]) {
  const openOrders = new OpenOrders();
  const skipped: string[] = [];
  const sent = invoices.flatMap((each) => [...invoiceCommands(each, openOrders, (why) => skipped.push(why))]);
  return { sent, skipped };
}

describe('invoiceCommands', () => {
  it('makes one order of an invoice, repeated lines apart, without what is no stock', () => {
    const { sent, skipped } = commands(
      invoice('536365', '17850', ['85123a', 6, 2.55], ['85123A', 6, 2.55], ['POST', 1, 18]),
    );

    expect(sent).toEqual([
      {
        id: 'online-retail:order:536365',
        type: 'SubmitOrder',
        decidedAt: at,
        data: {
          orderId: '536365',
          website: 'united-kingdom',
          lines: [
            { sku: '85123A', quantity: '6' },
            { sku: '85123A', quantity: '6' },
          ],
          customer: '17850',
          placedAt: at,
        },
      },
    ]);
    expect(skipped).toEqual(['not stock: POST']);
  });

  it('leaves the customer out where the data has none', () => {
    const [order] = commands(invoice('536544', '', ['22138', 1, 4.95])).sent;
    expect(order?.data).not.toHaveProperty('customer');
  });

  it('sends nothing for an invoice that holds no stock', () => {
    expect(commands(invoice('536370', '12583', ['POST', 3, 18])).sent).toEqual([]);
  });

  it('makes one cancellation of what an invoice takes off one order', () => {
    const { sent } = commands(
      invoice('1', '17850', ['22138', 5, 4.95], ['22139', 4, 1]),
      invoice('2', '17850', ['22139', 9, 1]),
      invoice('C3', '17850', ['22138', -2, 4.95], ['22139', -3, 1], ['22138', -1, 4.95]),
    );

    expect(sent.slice(2)).toEqual([
      {
        id: 'online-retail:cancel:C3:1',
        type: 'CancelOrder',
        decidedAt: at,
        data: { orderId: '1', lines: [{ sku: '22138', quantity: '3' }], reason: 'cancelled by C3' },
      },
      {
        id: 'online-retail:cancel:C3:2',
        type: 'CancelOrder',
        decidedAt: at,
        data: { orderId: '2', lines: [{ sku: '22139', quantity: '3' }], reason: 'cancelled by C3' },
      },
    ]);
  });

  it('books what no order is known of as a return', () => {
    const { sent } = commands(
      invoice('1', '17850', ['22138', 5, 4.95]),
      invoice('C2', '17850', ['POST', -1, 18], ['22138', -7, 4.95]),
    );

    expect(sent.slice(1)).toMatchObject([
      { type: 'CancelOrder', data: { orderId: '1', lines: [{ sku: '22138', quantity: '5' }] } },
      {
        id: 'online-retail:adjust:C2:2',
        type: 'AdjustLevel',
        data: { sku: '22138', quantity: '2', reason: 'customer return, order not known', reference: 'C2' },
      },
    ]);
  });

  it('does not guess the order of a customer without a number', () => {
    const { sent } = commands(invoice('1', '', ['22138', 5, 4.95]), invoice('C2', '', ['22138', -1, 4.95]));
    expect(sent.map(({ type }) => type)).toEqual(['SubmitOrder', 'AdjustLevel']);
  });

  it('adjusts by what was written off or found, in the words of the note but without names', () => {
    const { sent } = commands(
      invoice('1', '', ['22138', -5, 0, 'wet boxes']),
      invoice('2', '', ['22138', -1, 0]),
      invoice('3', '', ['22138', 7, 0, 'Found by jackie']),
    );

    expect(sent[0]).toEqual({
      id: 'online-retail:adjust:1:1',
      type: 'AdjustLevel',
      decidedAt: at,
      data: {
        sku: '22138',
        warehouse: 'uk',
        quantity: '-5',
        reason: 'written off: wet boxes',
        reference: '1',
        effectiveAt: at,
      },
    });
    expect(sent.slice(1)).toMatchObject([
      { data: { quantity: '-1', reason: 'written off: no note' } },
      { data: { quantity: '7', reason: 'found: Found by [name]' } },
    ]);
  });
});
