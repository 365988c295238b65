import { type ProductEvent, productStream } from '#domain';
import type { RecordedEvent, StreamName } from '#event-store';
import type { Core } from '../core.ts';
import type { OrderRun } from './plan.ts';

/** What an operation has left in the streams of these products, as the log shows it. */
export async function effectsInLog(
  core: Core,
  { origin, stream }: Pick<OrderRun, 'origin' | 'stream'>,
  skus: readonly string[],
): Promise<Map<string, readonly ProductEvent[]>> {
  return effectsIn(await eventsOf(core, origin.commandId, stream, skus.map(productStream)), skus);
}

/** Of a command's events, those in the streams of these products, by sku in the order of skus. */
export function effectsIn(
  events: readonly RecordedEvent[],
  skus: readonly string[],
): Map<string, readonly ProductEvent[]> {
  const effects = new Map<string, readonly ProductEvent[]>();
  for (const sku of skus.toSorted()) {
    const stream = productStream(sku);
    const own = events.filter((event) => event.stream === stream);
    if (own.length > 0)
      effects.set(
        sku,
        own.map(({ type, data }) => ({ type, data }) as unknown as ProductEvent),
      );
  }
  return effects;
}

/** Every event of a command; an index that lags behind is helped out by the tails of the streams in question. */
export async function eventsOf(
  { store, commandIndex }: Core,
  commandId: string,
  stream: StreamName,
  others: readonly StreamName[],
): Promise<readonly RecordedEvent[]> {
  if (store.capabilities.commandIndex) return commandIndex.eventsOfCommand(commandId, stream);
  const found = await Promise.all(
    [stream, ...others].map((one) => commandIndex.eventsOfCommand(commandId, one)),
  );
  const byPosition = new Map(found.flat().map((event) => [event.position, event]));
  return [...byPosition.values()].sort((a, b) => (a.position < b.position ? -1 : 1));
}
