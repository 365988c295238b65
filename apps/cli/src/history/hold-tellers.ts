import { formatInstant } from '../terminal/format.ts';
import { type Data, text } from './event-data.ts';
import { linesOf, reasonsOf, type Teller, whyIf } from './phrases.ts';

/** How the events of a hold's own stream are told. */
export const HOLD_TELLERS: Readonly<Record<string, Teller>> = {
  HoldSubmitted: (data) => ({
    what: `${nameOf(data)} of ${text(data, 'website')} asked for until ${formatInstant(text(data, 'expiresAt'))}: ${linesOf(data)}`,
  }),
  HoldAccepted: (data) => ({ what: `${nameOf(data)} accepted` }),
  HoldRejected: (data) => ({ what: `${nameOf(data)} refused`, ...whyIf(reasonsOf(data)) }),
  HoldReleaseRequested: (data) => ({ what: `${nameOf(data)} released` }),
  HoldExpired: (data) => ({ what: `${nameOf(data)} expired` }),
  HoldClaimed: (data) => ({ what: `${nameOf(data)} claimed by order ${text(data, 'orderId')}` }),
  HoldConsumed: (data) => ({ what: `${nameOf(data)} taken over by order ${text(data, 'orderId')}` }),
  HoldReturned: (data) => ({
    what: `${nameOf(data)} as it was: order ${text(data, 'orderId')} was refused`,
  }),
  HoldSettled: (data) => ({ what: `${nameOf(data)}: everything given up that was to be` }),
};

const nameOf = (data: Data): string => `hold ${text(data, 'holdId')}`;
