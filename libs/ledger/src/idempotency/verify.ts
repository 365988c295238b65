import type { Begun } from '../begun.ts';
import { type Core, sharesLog } from '../core.ts';
import { AlreadyCarriedOut } from './already-carried-out.ts';

/**
 * What a decision has to verify whenever its stream was loaded: that no other process has carried out the command.
 * Nothing where this process alone appends (it knows what it has under way), or where the id was made just now.
 */
export function verification(core: Core, begun: Begun): { readonly verify?: () => Promise<void> } {
  if (!begun.isNamed || !sharesLog(core)) return {};
  return {
    async verify() {
      const events = await core.commandIndex.eventsOfCommand(begun.commandId, begun.stream);
      if (events.length > 0) throw new AlreadyCarriedOut(events);
    },
  };
}
