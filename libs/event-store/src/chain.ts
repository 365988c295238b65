/**
 * The hash chain of a stream (ledger.md §8).
 *
 * - content hash = SHA-256 of the event's canonical content, UTF-8, exactly the bytes that are stored.
 * - hash = SHA-256 of 72 bytes: the previous event's hash (32), the content hash (32), and the recorded time in
 *   milliseconds since 1970 UTC as an unsigned 64-bit integer, most significant byte first (8).
 * - The first event's previous hash is SHA-256 of the UTF-8 text `stockbook/stream/1:` followed by the stream's
 *   name, so that a chain cannot be passed off under another name.
 *
 * Inside the library a hash is a string of 32 characters, one per byte ("binary" text): Node makes and takes it
 * several times faster than a Buffer.
 */
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { StreamName } from './port.ts';

/** 32 bytes as 32 characters U+0000 to U+00FF. */
export type BinaryHash = string;

const STREAM_LABEL = 'stockbook/stream/1:';
const HASH_BYTES = 32;
const TIME_OFFSET = 2 * HASH_BYTES;
const WORD = 2 ** 32;

/** One buffer for all links: hashing is synchronous. */
const link = Buffer.alloc(TIME_OFFSET + 8);

/** What stands before the first event of a stream. */
export function chainStart(stream: StreamName): BinaryHash {
  return hash('sha256', STREAM_LABEL + stream, 'binary');
}

/** SHA-256 of the stored canonical content. */
export function contentHashOf(content: string): BinaryHash {
  return hash('sha256', content, 'binary');
}

/** The hash of an event. `recordedAt` in milliseconds since 1970 UTC. */
export function chainHash(previous: BinaryHash, contentHash: BinaryHash, recordedAt: number): BinaryHash {
  link.write(previous, 0, HASH_BYTES, 'latin1');
  link.write(contentHash, HASH_BYTES, HASH_BYTES, 'latin1');
  link.writeUInt32BE(Math.floor(recordedAt / WORD), TIME_OFFSET);
  link.writeUInt32BE(recordedAt % WORD, TIME_OFFSET + 4);
  return hash('sha256', link, 'binary');
}

export function hexOf(binary: BinaryHash): string {
  return Buffer.from(binary, 'latin1').toString('hex');
}

/** The event's id: the first 128 bits of its hash (given in hex), written as a UUID. */
export function eventIdOf(hashHex: string): string {
  return `${hashHex.slice(0, 8)}-${hashHex.slice(8, 12)}-${hashHex.slice(12, 16)}-${hashHex.slice(16, 20)}-${hashHex.slice(20, 32)}`;
}
