import type { EventToAppend, JsonValue } from '#event-store';

/** Metadata, type and the frame around them. */
const ENVELOPE_BYTES = 250;
const MEMBER_BYTES = 16;
const ITEM_BYTES = 160;

/**
 * Roughly how large an event's content is, without writing it: the text at the top, and a guess for each item of a
 * list. Only to keep batches well below what the store takes; the store counts exactly.
 */
export function sizeOf({ data }: EventToAppend): number {
  let bytes = ENVELOPE_BYTES;
  for (const name in data) bytes += MEMBER_BYTES + sizeOfMember(data[name]);
  return bytes;
}

function sizeOfMember(value: JsonValue | undefined): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.length * ITEM_BYTES;
  return typeof value === 'object' ? ITEM_BYTES : 0;
}
