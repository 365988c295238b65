import { mergeLines } from '../order/lines.ts';
import { quantityOf } from '../shared/quantity.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';
import type { HoldEvent } from './events.ts';
import type { HoldLine, HoldState, HoldStatus, OpenHoldOperation } from './state.ts';

/** A stream `hold-<id>`; null before anybody asked for the hold. */
export const holdDefinition: StreamDefinition<HoldState | null, HoldEvent> = {
  initial: () => null,
  evolve(before, event) {
    const hold = event.type === 'HoldSubmitted' ? (before ?? newHold(event.data)) : before;
    if (hold === null) throw new RangeError(`${event.type} before HoldSubmitted`);
    hold.operation = event.data.operation;
    fold(hold, event);
    return hold;
  },
};

type DataOf<Type extends HoldEvent['type']> = Extract<HoldEvent, { type: Type }>['data'];

const newHold = ({ holdId, website, expiresAt, decidedAt }: DataOf<'HoldSubmitted'>): HoldState => ({
  holdId,
  status: null,
  website,
  lines: [],
  expiresAt,
  operation: 0,
  decidedAt,
  open: null,
  claimedBy: null,
});

function fold(hold: HoldState, event: HoldEvent): void {
  switch (event.type) {
    case 'HoldSubmitted':
      foldSubmission(hold, event.data);
      break;
    case 'HoldAccepted':
      foldAcceptance(hold);
      break;
    case 'HoldRejected':
      hold.open = settling(hold, 'rejected', skusOf(hold.open?.phase === 'deciding' ? hold.open.lines : []));
      break;
    case 'HoldReleaseRequested':
      hold.decidedAt = event.data.decidedAt;
      end(hold, 'released');
      break;
    case 'HoldExpired':
      hold.decidedAt = event.data.expiresAt;
      end(hold, 'expired');
      break;
    case 'HoldClaimed':
      hold.claimedBy = event.data.orderId;
      break;
    case 'HoldConsumed':
      hold.claimedBy = null;
      end(hold, 'ordered', event.data.orderId);
      break;
    case 'HoldReturned':
      hold.claimedBy = null;
      break;
    case 'HoldSettled':
      hold.open = null;
      break;
  }
}

function foldSubmission(
  hold: HoldState,
  { operation, website, lines, ...data }: DataOf<'HoldSubmitted'>,
): void {
  hold.decidedAt = data.decidedAt;
  hold.open = {
    phase: 'deciding',
    operation,
    website,
    lines: mergeLines(lines.map((line) => ({ ...line, quantity: quantityOf(line.quantity) }))),
    expiresAt: data.expiresAt,
  };
}

/** What was held before and is not any more is given up; a first hold has nothing to give up. */
function foldAcceptance(hold: HoldState): void {
  const { open, status, lines } = hold;
  if (open?.phase !== 'deciding') throw new RangeError(`hold ${hold.holdId} is not being decided`);
  hold.open = status === null ? null : settling(hold, 'replaced', skusOf([...lines, ...open.lines]));
  hold.status = 'open';
  hold.website = open.website;
  hold.lines = open.lines;
  hold.expiresAt = open.expiresAt;
}

function end(hold: HoldState, status: Exclude<HoldStatus, 'open'>, orderId?: string): void {
  hold.status = status;
  hold.open = settling(hold, status, skusOf(hold.lines), orderId);
}

const settling = (
  { operation }: HoldState,
  cause: Extract<OpenHoldOperation, { phase: 'settling' }>['cause'],
  skus: readonly string[],
  orderId?: string,
): OpenHoldOperation => ({
  phase: 'settling',
  operation,
  cause,
  skus,
  ...(orderId !== undefined && { orderId }),
});

/** In the order in which products are visited. */
const skusOf = (lines: readonly HoldLine[]): readonly string[] =>
  [
    ...new Set(lines.flatMap(({ sku, components = [] }) => [sku, ...components.map((part) => part.sku)])),
  ].sort();
