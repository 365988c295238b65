import { describe, expect, it } from '@jest/globals';
import type { Invoice, InvoiceLine } from './invoices.ts';
import { movementsOf, skuOf } from './movements.ts';

const line = (stockCode: string, quantity: number, unitPrice: number): InvoiceLine => ({
  number: 1,
  stockCode,
  description: '',
  quantity,
  unitPrice,
});

const invoice = (number: string, customer: string, ...lines: InvoiceLine[]): Invoice => ({
  number,
  issuedAt: '2011-12-09T09:15:00.000Z',
  customer,
  country: 'France',
  lines,
});

const kinds = (told: Invoice) => movementsOf(told).map(({ kind }) => kind);

describe('skuOf', () => {
  it.each(['22138', '85123A', '79323LP'])('takes %s as it is', (code) => {
    expect(skuOf(code)).toBe(code);
  });

  it('makes one product of a code in two letter cases', () => {
    expect(skuOf('85123a')).toBe('85123A');
  });

  it.each(['POST', 'DOT', 'M', 'C2', 'BANK CHARGES', 'gift_0001_20', '2213', '221389', '22138ABC', ''])(
    'knows that %p is no stock',
    (code) => {
      expect(skuOf(code)).toBeUndefined();
    },
  );
});

describe('movementsOf', () => {
  it('tells a sale, and with it the free items of the same order', () => {
    expect(kinds(invoice('1', '17850', line('22138', 3, 4.95), line('22139', 1, 0)))).toEqual([
      'ordered',
      'ordered',
    ]);
    expect(kinds(invoice('1', '', line('22138', 3, 4.95), line('22139', 1, 0)))).toEqual([
      'ordered',
      'ordered',
    ]);
    expect(kinds(invoice('1', '17850', line('22139', 1, 0)))).toEqual(['ordered']);
  });

  it('tells stock corrections by their having neither customer nor price', () => {
    expect(kinds(invoice('1', '', line('22138', 3, 0)))).toEqual(['found']);
    expect(kinds(invoice('1', '', line('22138', -3, 0)))).toEqual(['writtenOff']);
  });

  it('tells cancellations by the C, with a positive quantity', () => {
    expect(movementsOf(invoice('C1', '17850', line('22138', -3, 4.95)))).toEqual([
      { kind: 'cancelled', sku: '22138', quantity: 3, line: line('22138', -3, 4.95) },
    ]);
  });

  it('skips what is no stock, and says why', () => {
    expect(movementsOf(invoice('1', '17850', line('POST', 1, 18)))).toEqual([
      { kind: 'skipped', why: 'not stock: POST' },
    ]);
    expect(movementsOf(invoice('A1', '', line('B', 1, 11062)))).toEqual([
      { kind: 'skipped', why: 'bad debt' },
    ]);
    expect(movementsOf(invoice('1', '', line('22138', 0, 1)))).toEqual([
      { kind: 'skipped', why: 'no quantity' },
    ]);
    expect(movementsOf(invoice('C1', '', line('22138', 1, 1)))).toEqual([
      { kind: 'skipped', why: 'positive line of a cancellation' },
    ]);
  });
});
