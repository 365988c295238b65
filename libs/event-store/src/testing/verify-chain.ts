import { createHash } from 'node:crypto';
import type { RecordedEvent } from '../port.ts';

/*
 * The hashes are computed here a second time, from the definition and from what the store gives out, with nothing of
 * the library: this is what an auditor's own program would do.
 */

/** What the events of one stream, from the first on, should have as content hashes and hashes. */
export function expectedHashes(events: readonly RecordedEvent[]): { contentHash: string; hash: string }[] {
  let previous = sha256(Buffer.from(`stockbook/stream/1:${events[0]?.stream}`));
  return events.map((event) => {
    const content = sha256(Buffer.from(canonical(contentOf(event))));
    previous = sha256(Buffer.concat([previous, content, bigEndian(event.recordedAt)]));
    return { contentHash: content.toString('hex'), hash: previous.toString('hex') };
  });
}

function contentOf({ data, metadata, type, schemaVersion }: RecordedEvent): unknown {
  return { data, metadata, type, ...(schemaVersion === 1 ? {} : { version: schemaVersion }) };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical((value as never)[name])}`).join()}}`;
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function bigEndian(milliseconds: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(milliseconds));
  return bytes;
}
