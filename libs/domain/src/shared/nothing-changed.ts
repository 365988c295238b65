import type { NothingChanged } from '../product/events.ts';

/** What a command leaves that was accepted and had nothing to change: its name, and with the event its id. */
export const nothingChanged = (command: { readonly type: string }): NothingChanged => ({
  type: 'NothingChanged',
  data: { command: command.type },
});
