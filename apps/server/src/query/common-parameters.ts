import { defaultTo, Fault, type Parameter, wholeNumber } from './parameter.ts';

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
