import type { Begun } from '../begun.ts';
import { type Core, sharesLog } from '../core.ts';
import type { Decision } from '../mailbox/task.ts';
import { AlreadyCarriedOut } from './already-carried-out.ts';

/**
 * What a decision has to verify whenever its stream was loaded: that no other process has carried out the command.
 * Nothing where this process alone appends (it knows what it has under way), or where the id was made just now.
 */
export function verification(core: Core, begun: Begun): Pick<Decision<unknown, unknown>, 'verify'> {
  if (!begun.isNamed || !sharesLog(core)) return {};
  return {
    async verify(isRead) {
      // The append tells whether a stream that is taken to be new is new.
      const stream = isRead ? begun.stream : undefined;
      const events = await core.commandIndex.eventsOfCommand(begun.commandId, stream);
      if (events.length > 0) throw new AlreadyCarriedOut(events);
    },
  };
}
