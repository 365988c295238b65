/**
 * What every store checks before it takes an append: names, contents, size.
 */
import { Buffer } from 'node:buffer';
import { type EncodedContent, encode } from './codec.ts';
import { AppendTooLargeError, UnserialisableEventError } from './errors.ts';
import { APPEND_BYTES_MAX, type EventToAppend, type StreamName } from './port.ts';

/**
 * The canonical contents of the events of one append.
 *
 * @throws UnserialisableEventError, AppendTooLargeError; RangeError when there are no events.
 */
export function encodeAppend(stream: StreamName, events: readonly EventToAppend[]): EncodedContent[] {
  if (stream === '' || !stream.isWellFormed()) {
    throw new UnserialisableEventError('stream', 'not the name of a stream');
  }
  if (events.length === 0) throw new RangeError('An append holds at least one event');
  const contents: EncodedContent[] = [];
  let units = 0;
  for (const event of events) {
    if (typeof event.metadata.commandId !== 'string') {
      throw new UnserialisableEventError('metadata.commandId', 'not a string');
    }
    const content = encode(event);
    contents.push(content);
    units += content.text.length;
  }
  // A UTF-16 unit takes at most three bytes, so most appends need no counting.
  if (units * 3 > APPEND_BYTES_MAX) {
    const bytes = contents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    if (bytes > APPEND_BYTES_MAX) throw new AppendTooLargeError(stream, bytes, APPEND_BYTES_MAX);
  }
  return contents;
}
