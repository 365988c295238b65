/** A line without its end, or the news that there was one too long to hold. */
export type Line = Buffer | 'too-long';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const EMPTY = Buffer.alloc(0);

/**
 * Cuts a stream of bytes into lines, as they come: those that a chunk completes, together. Lines end with `\n` or
 * `\r\n`, the last one also with the stream. Blank lines are left out. Of a line longer than `bytesMax` nothing is
 * kept.
 */
export async function* ndjsonLines(
  input: AsyncIterable<Buffer>,
  bytesMax: number,
): AsyncGenerator<readonly Line[]> {
  let started: Buffer[] = [];
  let length = 0;

  const completed = (last: Buffer): Line | undefined => {
    const line = started.length === 0 ? last : Buffer.concat([...started, last]);
    const isTooLong = length + last.length > bytesMax;
    started = [];
    length = 0;
    if (isTooLong) return 'too-long';
    const trimmed = line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
    return isBlank(trimmed) ? undefined : trimmed;
  };

  for await (const chunk of input) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const line = completed(chunk.subarray(start, end));
      if (line !== undefined) lines.push(line);
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    length += rest.length;
    if (length > bytesMax) started = [];
    else if (rest.length > 0) started.push(rest);
    if (lines.length > 0) yield lines;
  }
  const last = completed(EMPTY);
  if (last !== undefined) yield [last];
}

const isBlank = (line: Buffer): boolean => line.every((byte) => byte === 32 || byte === 9 || byte === 13);
