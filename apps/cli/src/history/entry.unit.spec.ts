import { describe, expect, test } from '@jest/globals';
import type { LogEvent } from '../api/log.ts';
import { entryLines } from './entry.ts';

const event = {
  type: 'LevelAdjusted',
  revision: 12,
  recordedAt: '2026-01-31T09:30:05.123Z',
  actor: 'local',
  data: {
    sku: 'A',
    warehouse: 'uk',
    unit: 'item',
    quantity: '-3',
    reason: 'written off: wet boxes',
    before: { onHand: '10' },
    after: { onHand: '7' },
  },
} as unknown as LogEvent;

describe('an entry of a history', () => {
  test('is a line where there is room', () => {
    expect(entryLines(event, 120)).toEqual([
      '   12  2026-01-31 09:30:05  -3 item at uk, on hand 10 → 7 (written off: wet boxes; by local)',
    ]);
  });

  test('keeps its margin where it takes more', () => {
    expect(entryLines(event, 64)).toEqual([
      '   12  2026-01-31 09:30:05  -3 item at uk, on hand 10 → 7',
      '                            (written off: wet boxes; by local)',
    ]);
  });

  test('tells when the fact was true, where that is known to differ', () => {
    const backdated = { ...event, effectiveAt: '2011-09-25T23:00:00.000Z' };
    expect(entryLines(backdated, 120)[0]).toMatch(/^ {3}12 {2}2011-09-25 23:00 {5}-3 item/);
  });
});
