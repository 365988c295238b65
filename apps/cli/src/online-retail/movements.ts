import type { Invoice, InvoiceLine } from './invoices.ts';

/** What a line means for stock. The quantity is positive: the kind tells the direction. */
export interface StockMovement {
  readonly kind: 'ordered' | 'cancelled' | 'writtenOff' | 'found';
  readonly sku: string;
  readonly quantity: number;
  readonly line: InvoiceLine;
}

/** A line that means nothing for stock. */
export interface SkippedLine {
  readonly kind: 'skipped';
  readonly why: string;
}

/**
 * The sku a stock code stands for, or nothing where it is no stock: postage, fees, discounts, vouchers.
 * The data writes some codes in two letter cases; both are one product.
 */
export function skuOf(stockCode: string): string | undefined {
  const sku = stockCode.toUpperCase();
  return /^\d{5}[A-Z]{0,2}$/.test(sku) ? sku : undefined;
}

/** Whether the invoice takes back what others sold. */
export function isCancellation(invoice: Invoice): boolean {
  return invoice.number.startsWith('C');
}

/**
 * Tells line by line what an invoice means for stock.
 *
 * A line at price 0 is a free item of the order when somebody was served, that is, when the invoice names a
 * customer or has a line with a price; otherwise the invoice is a stock correction, and the items were found.
 */
export function movementsOf(invoice: Invoice): (StockMovement | SkippedLine)[] {
  const served = invoice.customer !== '' || invoice.lines.some((line) => line.unitPrice > 0);
  return invoice.lines.map((line) => movementOf(invoice, line, served));
}

function movementOf(invoice: Invoice, line: InvoiceLine, served: boolean): StockMovement | SkippedLine {
  if (invoice.number.startsWith('A')) return skipped('bad debt');
  const sku = skuOf(line.stockCode);
  if (sku === undefined) return skipped(`not stock: ${line.stockCode}`);
  if (line.quantity === 0) return skipped('no quantity');

  const quantity = Math.abs(line.quantity);
  if (isCancellation(invoice)) {
    if (line.quantity > 0) return skipped('positive line of a cancellation');
    return { kind: 'cancelled', sku, quantity, line };
  }
  if (line.quantity < 0) return { kind: 'writtenOff', sku, quantity, line };
  return { kind: served ? 'ordered' : 'found', sku, quantity, line };
}

function skipped(why: string): SkippedLine {
  return { kind: 'skipped', why };
}
