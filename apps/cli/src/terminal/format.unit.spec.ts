import { describe, expect, test } from '@jest/globals';
import {
  counted,
  formatCount,
  formatDuration,
  formatInstant,
  formatRate,
  formatShare,
  formatSigned,
  plain,
} from './format.ts';

describe('figures as people read them', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1234567, '1,234,567'],
    ['-1234.5678', '-1,234.5678'],
    ['-100', '-100'],
    ['10000000000.0000000001', '10,000,000,000.0000000001'],
    [12345678901234567890n, '12,345,678,901,234,567,890'],
  ])('%s is written %s', (value, written) => {
    expect(formatCount(value)).toBe(written);
  });

  test('a sign is always shown where a change is meant', () => {
    expect([formatSigned('1200'), formatSigned('-3.5'), formatSigned('0')]).toEqual(['+1,200', '-3.5', '+0']);
  });

  test('one is singular, any other count plural', () => {
    expect([counted(1, 'order'), counted(0, 'order'), counted(2000, 'country', 'countries')]).toEqual([
      '1 order',
      '0 orders',
      '2,000 countries',
    ]);
  });

  test.each([
    [40, '0.0 s'],
    [12_340, '12.3 s'],
    [59_960, '1 min 00 s'],
    [125_000, '2 min 05 s'],
  ])('%i ms take %s', (ms, written) => {
    expect(formatDuration(ms)).toBe(written);
  });

  test('a share has one decimal; of nothing there is none', () => {
    expect([formatShare(5507, 5979), formatShare(0, 3), formatShare(0, 0)]).toEqual(['92.1 %', '0.0 %', '–']);
  });

  test('a rate is whole from ten on', () => {
    expect([formatRate(15, 2000), formatRate(90_000, 2000), formatRate(1, 0)]).toEqual([
      '7.5/s',
      '45,000/s',
      '–',
    ]);
  });

  test('an instant is UTC, without seconds where they are 0', () => {
    expect(formatInstant('2011-10-05T08:03:00.000Z')).toBe('2011-10-05 08:03');
    expect(formatInstant('2011-10-05T08:03:07.123Z')).toBe('2011-10-05 08:03:07');
    expect(formatInstant('no time')).toBe('no time');
  });
});

test('free text cannot steer the terminal', () => {
  expect(plain('\u001b[31mred\u0007\r\nnext\u202Egnp.exe')).toBe('�[31mred���next�gnp.exe');
  expect(plain('Lämpchen — 灯 👍')).toBe('Lämpchen — 灯 👍');
});
