import { readCsvGz } from './read-csv.ts';
import { Shelf } from './shelf.ts';

/** What every product's level must be after the file was loaded, and how it came to that. */
export interface Recomputed {
  readonly levels: ReadonlyMap<string, { onHand: number; allocated: number; available: number }>;
  readonly orders: { accepted: number; refused: number; acceptedUnits: number; refusedUnits: number };
  /** One cancellation is what one C invoice takes off one order; of a refused order there is nothing to take. */
  readonly cancellations: { applied: number; ofRefusedOrders: number; units: number };
  readonly adjustments: {
    opening: number;
    returns: number;
    found: number;
    writeOffs: number;
    refused: number;
  };
}

interface Row {
  sku: string;
  quantity: number;
}

interface Purchase {
  invoice: string;
  customer: string;
  sku: string;
  left: number;
  accepted: boolean;
}

const NOT_STOCK = '';

/**
 * Works out the levels straight from the rows of a gzipped Online Retail file. It shares no code with Stockbook:
 * the rules are those that the data's README states, written down a second time.
 */
export async function recompute(csvGzPath: string): Promise<Recomputed> {
  const invoices = Map.groupBy((await readCsvGz(csvGzPath)).slice(1), ([number]) => number ?? '');
  const shelves = new Map<string, Shelf>();
  const shelf = (sku: string): Shelf => {
    const found = shelves.get(sku) ?? new Shelf();
    shelves.set(sku, found);
    return found;
  };
  const orders = { accepted: 0, refused: 0, acceptedUnits: 0, refusedUnits: 0 };
  const cancellations = { applied: 0, ofRefusedOrders: 0, units: 0 };
  const adjustments = { opening: 0, returns: 0, found: 0, writeOffs: 0, refused: 0 };
  const purchases = new Map<string, Purchase[]>();

  for (const [sku, quantity] of openingStock(invoices)) {
    if (shelf(sku).adjust(quantity) && quantity > 0) adjustments.opening += 1;
  }

  const submit = (invoice: string, customer: string, rows: Row[]): void => {
    const asked = new Map<string, number>();
    for (const { sku, quantity } of rows) asked.set(sku, (asked.get(sku) ?? 0) + quantity);
    const units = rows.reduce((sum, { quantity }) => sum + quantity, 0);
    const accepted = [...asked].every(([sku, quantity]) => quantity <= shelf(sku).available);
    orders[accepted ? 'accepted' : 'refused'] += 1;
    orders[accepted ? 'acceptedUnits' : 'refusedUnits'] += units;
    for (const [sku, left] of asked) {
      if (accepted) shelf(sku).allocated += left;
      const earlier = purchases.get(`${customer} ${sku}`) ?? [];
      earlier.unshift({ invoice, customer, sku, left, accepted });
      purchases.set(`${customer} ${sku}`, earlier);
    }
  };

  const cancel = (customer: string, rows: Row[]): void => {
    const touched = new Map<string, boolean>();
    for (const { sku, quantity } of rows) {
      // Without a customer's number nobody can say whose order it was.
      const latestFirst = customer === '' ? [] : (purchases.get(`${customer} ${sku}`) ?? []);
      const enough = latestFirst.find(({ left }) => left >= -quantity);
      let rest = -quantity;
      for (const purchase of enough ? [enough] : latestFirst) {
        const taken = Math.min(rest, purchase.left);
        if (taken === 0) continue;
        rest -= taken;
        purchase.left -= taken;
        touched.set(purchase.invoice, purchase.accepted);
        if (!purchase.accepted) continue;
        shelf(sku).allocated -= taken;
        cancellations.units += taken;
      }
      if (rest > 0 && shelf(sku).adjust(rest)) adjustments.returns += 1;
    }
    for (const accepted of touched.values()) cancellations[accepted ? 'applied' : 'ofRefusedOrders'] += 1;
  };

  for (const [invoice, records] of invoices) {
    if (invoice.startsWith('A')) continue;
    const rows = stockRows(records);
    const customer = records[0]?.[6] ?? '';
    for (const { sku } of rows) shelf(sku);
    if (invoice.startsWith('C')) {
      cancel(customer, rows);
      continue;
    }
    const sold = isServed(records) ? rows.filter(({ quantity }) => quantity > 0) : [];
    if (sold.length > 0) submit(invoice, customer, sold);
    for (const row of rows) {
      if (sold.includes(row)) continue;
      const done = shelf(row.sku).adjust(row.quantity);
      adjustments[!done ? 'refused' : row.quantity < 0 ? 'writeOffs' : 'found'] += 1;
    }
  }

  const levels = new Map(
    [...shelves].map(([sku, { onHand, allocated, available }]) => [sku, { onHand, allocated, available }]),
  );
  return { levels, orders, cancellations, adjustments };
}

/** All that was written off, and 95 % (rounded up) of what was ordered and not cancelled. */
function openingStock(invoices: ReadonlyMap<string, string[][]>): Map<string, number> {
  const kept = new Map<string, number>();
  const lost = new Map<string, number>();
  const add = (sums: Map<string, number>, { sku, quantity }: Row): void => {
    sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  };
  for (const [invoice, records] of invoices) {
    if (invoice.startsWith('A')) continue;
    for (const row of stockRows(records)) {
      if (invoice.startsWith('C') || (row.quantity > 0 && isServed(records))) add(kept, row);
      else if (row.quantity < 0) add(lost, row);
    }
  }
  const opening = new Map<string, number>();
  for (const sku of new Set([...kept.keys(), ...lost.keys()])) {
    const net = Math.max(kept.get(sku) ?? 0, 0);
    // In whole numbers: 95 % of n, rounded up, is n without the whole twentieths of it.
    opening.set(sku, net - Math.floor(net / 20) - (lost.get(sku) ?? 0));
  }
  return opening;
}

/** Whether somebody was served: otherwise the invoice corrects the stock. */
function isServed(records: readonly string[][]): boolean {
  return records.some(([, , , , , price, customer]) => Number(price) > 0 || customer !== '');
}

function stockRows(records: readonly string[][]): Row[] {
  return records
    .map(([, code, , quantity]) => ({ sku: skuOf(code ?? ''), quantity: Number(quantity) }))
    .filter(({ sku, quantity }) => sku !== NOT_STOCK && quantity !== 0);
}

function skuOf(code: string): string {
  const digits = code.slice(0, 5);
  const letters = code.slice(5).toUpperCase();
  const isStock =
    [...digits].every((c) => c >= '0' && c <= '9') && digits.length === 5 && letters.length <= 2;
  return isStock && [...letters].every((c) => c >= 'A' && c <= 'Z') ? digits + letters : NOT_STOCK;
}
