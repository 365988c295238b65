import { holdStream, productStream, type SubmitOrder, skusOfOrder } from '#domain';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { finishClaim } from '../holds/finish-claim.ts';
import { conflict, type Provisional } from '../provisional.ts';
import { effectsIn, eventsOf } from './effects-in-log.ts';
import { outcomeOfSubmission } from './order-outcome.ts';
import { driveToEnd } from './resume.ts';

/**
 * Answers a submission of an order that is on record already, under whatever id: as the first time, where the content
 * is the same. To be called in the order's turn.
 */
export async function repeatSubmission(core: Core, begun: Begun<SubmitOrder>): Promise<Provisional> {
  const { stream, command } = begun;
  const { orderId } = command;
  const [submitted] = await eventsOfStream(core, stream);
  if (submitted === undefined) throw new RangeError(`${stream} has no event`);
  if (submitted.metadata.commandHash !== begun.commandHash) {
    const message = `the order ${orderId} was submitted with other content`;
    return { outcome: conflict(begun, 'IDEMPOTENCY_CONFLICT', message, { orderId }) };
  }
  const order = await driveToEnd(core, orderId);
  if (order === null) throw new RangeError(`${stream} is gone`);
  if (order.holdId !== null) await finishClaim(core, order, order.holdId);
  await eventsOfStream(core, stream);
  const skus = skusOfOrder(order);
  const { commandId } = submitted.metadata;
  const others = skus.map(productStream);
  if (order.holdId !== null) others.push(holdStream(order.holdId));
  const events = await eventsOf(core, commandId, stream, others);
  const own = events.filter((event) => event.stream === stream);
  const units = new Map(
    await Promise.all(
      skus.map(async (sku) => [sku, await core.products.mailbox(productStream(sku)).look()] as const),
    ),
  );
  core.counters.commandsRepeated += 1;
  const record = {
    commandId,
    stream,
    own: own.map(({ type, revision, data }) => ({ type, revision, data })),
    effects: effectsIn(events, skus),
    position: events.at(-1)?.position ?? core.durability.position,
  };
  return { outcome: outcomeOfSubmission(record, (sku) => units.get(sku) ?? null) };
}
