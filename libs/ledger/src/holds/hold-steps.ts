import type { Accepted, HoldEvent, HoldState, OpenHoldOperation } from '#domain';
import type { EventToAppend } from '#event-store';
import type { Core } from '../core.ts';
import { answerEvents } from '../provisional.ts';
import { record } from '../record.ts';
import { HoldMovedOn, type HoldRun } from './hold-run.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

/**
 * Records a step of the operation in the hold's own stream.
 *
 * @throws HoldMovedOn when the operation does not stand in that phase any more.
 */
export async function stepOnHold(
  core: Core,
  run: HoldRun,
  phase: OpenHoldOperation['phase'],
  decide: (hold: HoldState) => Accepted<HoldEvent>,
): Promise<void> {
  const { value, revision, staged } = await core.holds.mailbox(run.stream).decide(
    {
      decide(hold) {
        if (hold?.open?.operation !== run.operation || hold.open.phase !== phase) {
          return { events: NO_EVENTS, value: NO_EVENTS };
        }
        const events = record(decide(hold).events, run.origin);
        return { events, value: events };
      },
    },
    run.epoch,
  );
  if (value.length === 0) throw new HoldMovedOn(run.stream);
  run.own.push(...answerEvents({ value, revision }));
  run.revision = revision;
  run.staged = staged;
}
