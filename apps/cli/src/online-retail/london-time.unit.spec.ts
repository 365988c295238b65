import { describe, expect, it } from '@jest/globals';
import { londonToUtc } from './london-time.ts';

describe('londonToUtc', () => {
  it.each([
    ['in winter, when London keeps UTC', '2011-12-09T12:50:00', '2011-12-09T12:50:00.000Z'],
    ['in summer, one hour ahead', '2011-09-26T07:35:00', '2011-09-26T06:35:00.000Z'],
    ['over midnight', '2011-09-26T00:30:00', '2011-09-25T23:30:00.000Z'],
    ['just before the clocks go back', '2011-10-30T00:59:59', '2011-10-29T23:59:59.000Z'],
    ['in the hour that comes twice, the first', '2011-10-30T01:30:00', '2011-10-30T00:30:00.000Z'],
    ['just after that hour', '2011-10-30T02:00:00', '2011-10-30T02:00:00.000Z'],
    ['just before the clocks go forward', '2011-03-27T00:59:59', '2011-03-27T00:59:59.000Z'],
    ['in the hour left out, by the old clock', '2011-03-27T01:30:00', '2011-03-27T01:30:00.000Z'],
    ['just after that hour', '2011-03-27T02:00:00', '2011-03-27T01:00:00.000Z'],
  ])('converts a time %s', (_when, wallTime, instant) => {
    expect(londonToUtc(wallTime)).toBe(instant);
  });

  it.each(['', '2011-12-09', '09/12/2011 12:50', '2011-12-09T12:50:00Z', '2011-13-01T00:00:00'])(
    'refuses %p',
    (text) => {
      expect(() => londonToUtc(text)).toThrow(RangeError);
    },
  );
});
