import {
  type CountLines,
  countLines,
  type OpenCountSheet,
  openCountSheet,
  type ProductState,
  productStream,
  type WarehouseSheets,
} from '#domain';
import type { Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { verification } from '../idempotency/verify.ts';
import type { Verdict } from '../mailbox/task.ts';
import { outcomeOf, type Provisional, type Ruling } from '../provisional.ts';
import { record } from '../record.ts';
import { decideOnSheets } from './on-sheets.ts';

/** Products that are looked at together. */
const AT_ONCE = 64;

type SheetChange = OpenCountSheet | CountLines;

/** Carries out OpenCountSheet and CountLines: they are noted down, and change nothing else. */
export async function changeSheet(core: Core, begun: Begun<SheetChange>): Promise<Provisional> {
  const { stream, command, epoch } = begun;
  const products = command.type === 'CountLines' ? await productsOf(core, command) : [];
  const { value, revision, staged } = await decideOnSheets(
    core,
    stream,
    {
      decide: (sheets, at) => rule(begun, products, sheets, at),
      ...verification(core, begun),
    },
    epoch,
  );
  const position = staged?.position ?? core.durability.position;
  return { outcome: outcomeOf(begun, value, { stream, revision, position }), staged };
}

function rule(
  begun: Begun<SheetChange>,
  products: readonly (ProductState | null)[],
  sheets: WarehouseSheets | null,
  revision: Revision,
): Verdict<Ruling> {
  const { command, expectedRevision } = begun;
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    return { events: [], value: { kind: 'elsewhere', revision } };
  }
  const decision =
    command.type === 'OpenCountSheet'
      ? openCountSheet(sheets, command)
      : countLines(sheets, command, products);
  if (decision.kind === 'refused') return { events: [], value: decision };
  const events = record(decision.events, begun);
  return { events, value: { kind: 'accepted', events } };
}

/** The products of the lines, in their order. */
async function productsOf({ products }: Core, { lines }: CountLines): Promise<(ProductState | null)[]> {
  const states: (ProductState | null)[] = [];
  for (let start = 0; start < lines.length; start += AT_ONCE) {
    const some = lines.slice(start, start + AT_ONCE);
    states.push(...(await Promise.all(some.map(({ sku }) => products.mailbox(productStream(sku)).look()))));
  }
  return states;
}
