import { setTimeout as delay } from 'node:timers/promises';
import { finishClosing, type WarehouseContent, warehouseNotEmpty, warehouseStream } from '#domain';
import type { EventToAppend } from '#event-store';
import { type Core, sharesLog } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import type { AnswerEvent } from '../outcome.ts';
import { type Origin, record } from '../record.ts';
import { contentsInLog } from './contents-in-log.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

/**
 * The second step of closing a warehouse: once all that was decided while it was open is seen, it is closed if nothing
 * is left there, else it opens again. Nothing to do where it is not closing.
 */
export async function finishClosingOf(core: Core, code: string): Promise<void> {
  const stream = warehouseStream(code);
  if (core.directory.scopes.warehouses.get(code)?.state !== 'closing') return;
  const closing = (await eventsOfStream(core, stream)).findLast(({ type }) => type === 'WarehouseClosing');
  if (closing === undefined) throw new RangeError(`${stream} is closing without WarehouseClosing`);
  const { actor, commandId, correlationId } = closing.metadata;
  const origin: Origin = { actor, commandId, correlationId, causationId: `${stream}@${closing.revision}` };
  const contents = await contentsOf(core, code);
  const { staged } = await core.directory.change(
    stream,
    {
      decide(scopes) {
        const warehouse = scopes.warehouses.get(code);
        if (warehouse?.state !== 'closing') return { events: NO_EVENTS, value: undefined };
        return { events: record([finishClosing(warehouse, contents)], origin), value: undefined };
      },
    },
    core.durability.epoch,
  );
  if (staged !== undefined) await core.durability.reached(staged);
}

/** Why the closing that left these events failed; none when it did not. */
export function whyReopened(code: string, events: readonly Pick<AnswerEvent, 'type' | 'data'>[]) {
  const reopened = events.find(({ type }) => type === 'WarehouseReopened');
  if (reopened === undefined) return [];
  return warehouseNotEmpty(code, reopened.data.contents as unknown as readonly WarehouseContent[]);
}

async function contentsOf(core: Core, code: string): Promise<readonly WarehouseContent[]> {
  const { products, durability, store, ports, limits } = core;
  // Another process may decide by the open warehouse for as long as it may lag behind and still call itself ready.
  if (sharesLog(core)) await delay(limits.directoryLagMsMax);
  await products.allStaged();
  if (durability.lastStaged !== undefined) await durability.reached(durability.lastStaged);
  const { warehouseContents } = ports;
  if (warehouseContents === undefined) return contentsInLog(store, code);
  return warehouseContents(code, await store.lastPosition());
}
