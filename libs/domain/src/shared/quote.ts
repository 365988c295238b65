/** The most characters of a value that a message repeats. */
const QUOTE_LENGTH_MAX = 80;

/**
 * A value as a message repeats it: short, on one line, and never deeper than the items of a list, whatever a client
 * has sent.
 */
export function quote(value: unknown): string {
  if (!Array.isArray(value)) return quoteOne(value);
  const items = value.slice(0, 5).map(quoteOne);
  return `[${items.join(', ')}${value.length > items.length ? ', …' : ''}]`;
}

function quoteOne(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(clip(value));
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'bigint':
      return clip(String(value));
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? 'a list' : 'an object';
    default:
      return `a ${typeof value}`;
  }
}

const clip = (text: string): string =>
  text.length <= QUOTE_LENGTH_MAX ? text : `${text.slice(0, QUOTE_LENGTH_MAX).toWellFormed()}…`;
