import { readInvoices } from './invoices.ts';
import { londonToUtc } from './london-time.ts';
import { movementsOf } from './movements.ts';

/** What a file says about one product, over all its lines. Quantities are in items. */
export interface ProductSurvey {
  readonly sku: string;
  readonly name: string;
  readonly ordered: number;
  readonly cancelled: number;
  readonly writtenOff: number;
}

/** What has to be known of a file before its first invoice can be told. */
export interface Survey {
  readonly lines: number;
  readonly invoices: number;
  /** Midnight before the first invoice, UK time, in UTC: when the shop is set up. */
  readonly startsAt: string;
  /** In alphabetical order. */
  readonly countries: readonly string[];
  /** In the order of their skus. */
  readonly products: readonly ProductSurvey[];
}

interface Draft {
  ordered: number;
  cancelled: number;
  writtenOff: number;
  readonly names: Map<string, number>;
}

/** Reads an Online Retail file once, keeping one small record a product. */
export async function surveyOnlineRetail(csvPath: string): Promise<Survey> {
  const drafts = new Map<string, Draft>();
  const countries = new Set<string>();
  let lines = 0;
  let invoices = 0;
  let startsAt: string | undefined;

  for await (const invoice of readInvoices(csvPath)) {
    startsAt ??= londonMidnight(invoice.issuedAt);
    invoices += 1;
    lines += invoice.lines.length;
    countries.add(invoice.country);
    for (const movement of movementsOf(invoice)) {
      if (movement.kind === 'skipped') continue;
      const draft = draftOf(drafts, movement.sku);
      if (movement.kind !== 'found') draft[movement.kind] += movement.quantity;
      if (movement.line.unitPrice > 0) countName(draft.names, movement.line.description);
    }
  }
  if (startsAt === undefined) throw new Error(`${csvPath} holds no invoice`);

  const products = [...drafts]
    .map(([sku, { names, ...units }]) => ({ sku, name: bestName(sku, names), ...units }))
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
  return { lines, invoices, startsAt, countries: [...countries].sort(), products };
}

function londonMidnight(instant: string): string {
  const day = new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Europe/London' });
  return londonToUtc(`${day}T00:00:00`);
}

function draftOf(drafts: Map<string, Draft>, sku: string): Draft {
  let draft = drafts.get(sku);
  if (draft === undefined) {
    draft = { ordered: 0, cancelled: 0, writtenOff: 0, names: new Map() };
    drafts.set(sku, draft);
  }
  return draft;
}

function countName(names: Map<string, number>, description: string): void {
  const name = description.replace(/\s+/g, ' ');
  if (name !== '') names.set(name, (names.get(name) ?? 0) + 1);
}

/**
 * The name a product was most often sold under, the first of equals: a few were renamed or misspelt. Lines
 * without a price are not asked, as they carry notes such as "damaged" in the name's place.
 */
function bestName(sku: string, names: ReadonlyMap<string, number>): string {
  let best = `${sku} (the data has no name)`;
  let most = 0;
  for (const [name, count] of names) {
    if (count > most) [best, most] = [name, count];
  }
  return best;
}
