import {
  type Accepted,
  acceptOrder,
  type OpenOperation,
  type OrderEvent,
  type OrderState,
  type Reason,
  rejectOrder,
  settleOrder,
} from '#domain';
import type { EventToAppend } from '#event-store';
import type { Core } from '../core.ts';
import { record } from '../record.ts';
import { OrderMovedOn, type OrderRun } from './order-run.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

/** The order's one commit point: every line is promised. */
export const accept = (core: Core, run: OrderRun, unallocated: readonly string[]): Promise<void> =>
  onOrder(core, run, 'deciding', (order) => acceptOrder(order, unallocated));

/** The other commit point: nothing is promised, and what was taken is given back after this. */
export const reject = (core: Core, run: OrderRun, reasons: readonly Reason[]): Promise<void> =>
  onOrder(core, run, 'deciding', (order) => rejectOrder(order, reasons));

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
