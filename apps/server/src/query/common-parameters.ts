import { parseInstant } from '#domain';
import type { AsOf, Dated } from '#read-models';
import { invalidRequest } from '../problem/problem-error.ts';
import { defaultTo, Fault, oneOf, type Parameter, wholeNumber } from './parameter.ts';

const POSITION = /^\d{1,19}$/;

const position: Parameter<bigint> = {
  description:
    'A position that the answer must show, as a command answered it. Waits for it up to 2 seconds, then 503.',
  schema: { type: 'string', pattern: POSITION.source },
  parse: (text) =>
    POSITION.test(text) ? BigInt(text) : new Fault('should be a position, as a command answered it'),
};

const cursor: Parameter<string> = {
  description: '`next` of the page before, of the same list with the same filters.',
  schema: { type: 'string' },
  parse: (text) => (text === '' ? new Fault('is empty') : text),
};

/** Of every query. */
export const FRESHNESS = { minPosition: position };

/** Of every list. */
export const PAGE = {
  limit: defaultTo(wholeNumber('How many items the page has at most.', 1, 1000), 100),
  cursor,
  ...FRESHNESS,
};

const asOf: Parameter<AsOf['at']> = {
  description:
    'A past moment that is asked about: an instant in UTC, or a position. An instant means the last position before ' +
    'the first event recorded after it.',
  schema: {
    anyOf: [
      { type: 'string', format: 'date-time' },
      { type: 'string', pattern: POSITION.source },
    ],
  },
  parse(text) {
    if (POSITION.test(text)) return { position: BigInt(text) };
    const instant = parseInstant(text);
    if (instant !== undefined) return { instant };
    return new Fault('should be an instant in UTC, such as 2026-01-31T09:30:00Z, or a position');
  },
};

/** Of every query that can be asked about the past. */
export const HISTORY = {
  asOf,
  basis: oneOf(
    'With an instant as `asOf`: by when facts were recorded (the default), or by when they were so (`effective`), with ' +
      'products, units, options and statuses as they are known now.',
    ['recorded', 'effective'],
  ),
};

/** The moment that a query is asked as of; nothing where it is about the present. */
export function datedBy({ asOf: at, basis }: { asOf?: AsOf['at']; basis?: AsOf['basis'] }): Dated {
  if (at !== undefined) return { asOf: { at, basis: basis ?? 'recorded' } };
  if (basis !== undefined) throw invalidRequest('basis needs a moment: say asOf as well', 'basis');
  return {};
}
