import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseInstant } from './instant.ts';

describe('reading an instant', () => {
  it.each([
    ['2011-12-09T12:50:00Z', '2011-12-09T12:50:00.000Z'],
    ['2011-12-09T12:50Z', '2011-12-09T12:50:00.000Z'],
    ['2011-12-09T12:50:00+00:00', '2011-12-09T12:50:00.000Z'],
    ['2011-12-09T12:50:00.5Z', '2011-12-09T12:50:00.500Z'],
    ['2011-12-09T12:50:00.123987Z', '2011-12-09T12:50:00.123Z'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
  ])('takes %s as %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    ['2023-02-29T00:00:00Z'],
    ['2023-02-30T00:00:00Z'],
    ['2023-04-31T00:00:00Z'],
    ['2023-13-01T00:00:00Z'],
    ['2023-00-10T00:00:00Z'],
    ['2023-01-00T00:00:00Z'],
    ['2023-01-01T24:00:00Z'],
    ['2023-01-01T12:60:00Z'],
    ['2016-12-31T23:59:60Z'],
    ['2023-01-01T12:00:00'],
    ['2023-01-01T12:00:00+02:00'],
    ['2023-01-01T12:00:00-00:00'],
    ['2023-01-01'],
    ['2023-01-01 12:00:00Z'],
    ['2023-01-01T12:00:00Z\n'],
    ['+012023-01-01T12:00:00Z'],
    ['Sun, 01 Jan 2023 12:00:00 GMT'],
    [''],
    [1672574400000],
    [null],
    [new Date(0)],
  ])('refuses %p', (input) => {
    expect(parseInstant(input)).toBeUndefined();
  });

  it('knows the same days as the calendar', () => {
    for (const year of ['1900', '2000', '2023', '2024']) {
      for (let month = 1; month <= 12; month += 1) {
        for (let day = 1; day <= 31; day += 1) {
          const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          const exists = new Date(`${date}T00:00:00.000Z`).toISOString().startsWith(date);
          expect([date, parseInstant(`${date}T00:00:00Z`) !== undefined]).toEqual([date, exists]);
        }
      }
    }
  });

  it('gives back every instant as Date writes it', () => {
    const dates = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.toISOString());
      }),
    );
  });
});
