import {
  minimum,
  type OrderLine,
  type Origin,
  type ProductEvent,
  productStream,
  quantityOf,
  ZERO,
} from '#domain';
import type { RecordedEvent, StreamName } from '#event-store';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { eventsOf } from './effects-in-log.ts';

/** Where an order's goods went out, by sku: in the order of shipping, as far as they are not back. */
export type Origins = ReadonlyMap<string, readonly Origin[]>;

/**
 * Reads from the log where an order's goods went out. A product forgets an order to which it promises nothing any
 * more, and a return is rare.
 *
 * @param before the operation that asks: what it has done itself does not count.
 */
export async function originsOf(core: Core, stream: StreamName, before: number): Promise<Origins> {
  const left = new Map<string, Origin[]>();
  for (const event of await movesOf(core, stream)) {
    if (event.data.operation >= before) continue;
    const { sku } = event.data;
    const known = left.get(sku) ?? [];
    if (event.type === 'StockShipped') known.push(...event.data.shipments.map(exact));
    else for (const back of event.data.returns) takeOff(known, exact(back));
    left.set(sku, known);
  }
  return left;
}

type Move = Extract<ProductEvent, { readonly type: 'StockShipped' | 'StockReturned' }>;

/** Everything that was shipped for the order or came back, product by product, in the order of its operations. */
async function movesOf(core: Core, stream: StreamName): Promise<readonly Move[]> {
  const intents = (await eventsOfStream(core, stream)).filter(
    ({ type }) => type === 'ShipmentRequested' || type === 'ReturnRequested',
  );
  const found: Move[] = [];
  for (const intent of intents) {
    const events = await eventsOf(core, intent.metadata.commandId, stream, productsOf(intent));
    for (const event of events) {
      if (event.type === 'StockShipped' || event.type === 'StockReturned')
        found.push(event as unknown as Move);
    }
  }
  return found;
}

const productsOf = ({ data }: RecordedEvent): readonly StreamName[] => {
  const lines = data.lines as unknown as readonly OrderLine[];
  const skus = lines.flatMap(({ sku, components = [] }) => [sku, ...components.map((part) => part.sku)]);
  return [...new Set(skus)].map(productStream);
};

const exact = ({
  warehouse,
  unit,
  quantity,
}: {
  warehouse: string;
  unit: string;
  quantity: string;
}): Origin => ({
  warehouse,
  unit,
  quantity: quantityOf(quantity),
});

/** What came back counts as what went out first. */
function takeOff(origins: Origin[], { unit, quantity }: Origin): void {
  let rest = quantity;
  for (const [index, origin] of origins.entries()) {
    if (origin.unit !== unit) continue;
    const part = minimum(rest, origin.quantity);
    origins[index] = { ...origin, quantity: origin.quantity - part };
    rest -= part;
    if (rest === ZERO) return;
  }
}
