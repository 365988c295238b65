/**
 * How the index of the log is laid out.
 *
 * Events are counted from 0 in log order (their ordinal; positions may have gaps). 1,024 of them are a part: a term's
 * events in a part are one small row. 64 parts are a segment: rows stand by segment, then term, so that new rows are
 * written close together however many terms there are, and a search costs one probe a segment.
 */
export const PART_SIZE = 1024;
export const PARTS_PER_SEGMENT = 64;

/** A row's id holds segment, term and part within the segment: 15, 32 and 6 bits. */
const SEGMENTS_MAX = 2 ** 15;
/** Ids of one segment. */
export const IDS_PER_SEGMENT = 2 ** 32 * PARTS_PER_SEGMENT;

export const partOf = (ordinal: number): number => Math.floor(ordinal / PART_SIZE);
export const segmentOf = (part: number): number => Math.floor(part / PARTS_PER_SEGMENT);

/** The id of a term's row for a part. @throws RangeError beyond two thousand million events. */
export function refId(part: number, term: number): number {
  const segment = segmentOf(part);
  if (segment >= SEGMENTS_MAX) throw new RangeError(`the index of the log ends at part ${part}`);
  return segment * IDS_PER_SEGMENT + term * PARTS_PER_SEGMENT + (part % PARTS_PER_SEGMENT);
}

/** The term's number in a row's id. */
export const termOfId = (id: number): number => Math.floor((id % IDS_PER_SEGMENT) / PARTS_PER_SEGMENT);
