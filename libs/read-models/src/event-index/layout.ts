/**
 * How the index of the log is laid out.
 *
 * Events are counted from 0 in log order (their ordinal; positions may have gaps). 1,024 of them are a part: a term's
 * events in a part are one small row. 64 parts are a segment: rows stand by segment, then term, so that new rows are
 * written close together however many terms there are, and a search costs one probe a segment.
 */
export const PART_SIZE = 1024;
export const PARTS_PER_SEGMENT = 64;

export const partOf = (ordinal: number): number => Math.floor(ordinal / PART_SIZE);
export const segmentOf = (part: number): number => Math.floor(part / PARTS_PER_SEGMENT);
