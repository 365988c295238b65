import type { LogEvent } from '../api/log.ts';
import { formatInstant, plain } from '../terminal/format.ts';
import { widthOf, wrap } from '../terminal/text.ts';
import { sentenceOf } from './sentence.ts';

const REVISION_WIDTH = 5;
const INSTANT_WIDTH = 19;
const INDENT = REVISION_WIDTH + 2 + INSTANT_WIDTH + 2;
const TEXT_WIDTH_MIN = 30;

/**
 * The lines of one event in a history: revision, when it was true (UTC), what happened, then why and by whom.
 *
 * @param width the terminal's columns; Infinity where nothing needs to fit
 */
export function entryLines(event: LogEvent, width: number): string[] {
  const { what, why } = sentenceOf(event.type, event.data);
  const textWidth = Math.max(TEXT_WIDTH_MIN, width - INDENT);
  const background = [why, `by ${plain(event.actor)}`].filter((part) => part !== undefined).join('; ');
  const isShort = widthOf(what) + 3 + widthOf(background) <= textWidth;
  const lines = isShort
    ? [`${what} (${background})`]
    : [...wrap(what, textWidth), ...wrap(`(${background})`, textWidth)];
  const head = [
    String(event.revision).padStart(REVISION_WIDTH),
    formatInstant(event.effectiveAt ?? event.recordedAt).padEnd(INSTANT_WIDTH),
    lines[0],
  ].join('  ');
  return [head, ...lines.slice(1).map((line) => ' '.repeat(INDENT) + line)];
}
