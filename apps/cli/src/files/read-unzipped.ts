import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A file's content under way. */
export interface ReadingFile {
  readonly content: Readable;
  /** Of the file as it lies there, packed or not. */
  bytesRead(): number;
}

/** Reads a file, unpacking it where it is gzipped, whatever its name says. */
export function readUnzipped(path: string): ReadingFile {
  const isPacked = isGzipped(path);
  const file = createReadStream(path);
  const bytesRead = () => file.bytesRead;
  if (!isPacked) return { content: file, bytesRead };
  // A failure of either reaches whoever reads, as both are destroyed with it.
  return { content: pipeline(file, createGunzip(), () => {}), bytesRead };
}

function isGzipped(path: string): boolean {
  const start = Buffer.alloc(2);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, 2, 0);
  } finally {
    closeSync(file);
  }
  return start[0] === 0x1f && start[1] === 0x8b;
}
