import { formatQuantity, type HoldEvent, keyOfStream, mergeLines, type OrderLine, quantityOf } from '#domain';
import type { Row } from '../database/tables.ts';
import { existing, type ProjectedEvent, type Rows } from './rows.ts';

/** An operation that holds and has no outcome yet: what becomes of the row if it is accepted. */
type Deciding = Pick<Row<'holds'>, 'website' | 'expires_at' | 'decided_at' | 'recorded_at' | 'lines'>;

/** Folds a hold's stream. What is held of each product stands in its levels. */
export function projectHold(event: ProjectedEvent, rows: Rows): void {
  const holdId = keyOfStream(event.stream);
  const { type, data } = event as unknown as HoldEvent;
  switch (type) {
    case 'HoldSubmitted':
      submitted(rows, event, holdId, data);
      break;
    case 'HoldAccepted':
      accepted(rows, event, holdId);
      break;
    case 'HoldRejected':
      update(rows, event, holdId, { deciding: null });
      break;
    case 'HoldReleaseRequested':
      update(rows, event, holdId, { status: 'released', busy: 1 });
      break;
    case 'HoldExpired':
      update(rows, event, holdId, { status: 'expired', busy: 1 });
      break;
    case 'HoldConsumed':
      update(rows, event, holdId, { status: 'ordered', busy: 1 });
      break;
    case 'HoldClaimed':
      update(rows, event, holdId, { busy: 1 });
      break;
    case 'HoldReturned':
    case 'HoldSettled':
      update(rows, event, holdId, { busy: 0 });
      break;
  }
}

type Submitted = Extract<HoldEvent, { type: 'HoldSubmitted' }>['data'];

function submitted(rows: Rows, event: ProjectedEvent, holdId: string, data: Submitted): void {
  const { website, expiresAt, decidedAt } = data;
  const next: Deciding = {
    website,
    expires_at: expiresAt,
    decided_at: decidedAt,
    recorded_at: event.recordedAt,
    lines: mergedLines(data.lines),
  };
  const known = rows.get('holds', holdId) ?? { hold_id: holdId, status: null, ...next };
  rows.put('holds', { ...known, deciding: JSON.stringify(next), busy: 1, ...placeOf(event) });
}

/** What was held before is still to be given up; a first hold is through with its acceptance. */
function accepted(rows: Rows, event: ProjectedEvent, holdId: string): void {
  const { status, deciding } = existing(rows, 'holds', holdId);
  if (deciding === null) throw new RangeError(`nothing of the hold ${holdId} is being decided`);
  const next: Deciding = JSON.parse(deciding);
  update(rows, event, holdId, { ...next, status: 'open', deciding: null, busy: status === null ? 0 : 1 });
}

function update(rows: Rows, event: ProjectedEvent, holdId: string, changed: Partial<Row<'holds'>>): void {
  rows.put('holds', { ...existing(rows, 'holds', holdId), ...changed, ...placeOf(event) });
}

const placeOf = ({ revision, position }: ProjectedEvent) => ({ revision, position: Number(position) });

/** Lines of one product and unit are one, as JSON. */
const mergedLines = (lines: readonly OrderLine[]): string =>
  JSON.stringify(
    mergeLines(lines.map((line) => ({ ...line, quantity: quantityOf(line.quantity) }))).map((line) => ({
      ...line,
      quantity: formatQuantity(line.quantity),
    })),
  );
