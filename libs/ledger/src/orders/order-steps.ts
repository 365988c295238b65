import { type Accepted, type OpenOperation, type OrderEvent, type OrderState, settleOrder } from '#domain';
import type { EventToAppend } from '#event-store';
import type { Core } from '../core.ts';
import { record } from '../record.ts';
import { OrderMovedOn } from './order-run.ts';
import type { OrderRun } from './plan.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

/** The operation's one commit point. What is given back is given back after this. */
export const commit = (
  core: Core,
  run: OrderRun,
  decide: (order: OrderState) => Accepted<OrderEvent>,
): Promise<void> => onOrder(core, run, 'deciding', decide);

/** Everything that had to be given back is. */
export const settle = (core: Core, run: OrderRun): Promise<void> =>
  onOrder(core, run, 'settling', settleOrder);

/** @throws OrderMovedOn when the operation does not stand in that phase any more. */
async function onOrder(
  core: Core,
  run: OrderRun,
  phase: OpenOperation['phase'],
  decide: (order: OrderState) => Accepted<OrderEvent>,
): Promise<void> {
  const { value, revision, staged } = await core.orders.mailbox(run.stream).decide(
    {
      decide(order) {
        const { open = null } = order ?? {};
        if (order === null || open?.operation !== run.operation || open.phase !== phase) {
          return { events: NO_EVENTS, value: NO_EVENTS };
        }
        const events = record(decide(order).events, run.origin);
        return { events, value: events };
      },
    },
    run.epoch,
  );
  if (value.length === 0) throw new OrderMovedOn(run.stream);
  value.forEach(({ type, data }, index) => {
    run.own.push({ type, revision: revision - value.length + 1 + index, data });
  });
  run.revision = revision;
  run.staged = staged;
}
