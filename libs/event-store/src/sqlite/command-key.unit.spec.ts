import { describe, expect, it } from '@jest/globals';
import { commandKey } from './command-key.ts';

describe('commandKey', () => {
  it('is a signed number of 32 bits, the same every time', () => {
    expect(commandKey('local:4711')).toBe(commandKey('local:4711'));
    for (const id of ['', 'a', 'local:4711', 'ü😀']) expect(commandKey(id)).toBe(commandKey(id) | 0);
  });

  it('puts ids that count up side by side', () => {
    const upper = (id: string) => commandKey(id) >>> 16;

    expect(upper('import:536365')).toBe(upper('import:536399'));
    expect(upper('import:536365')).not.toBe(upper('import:536465'));
  });

  it('rarely gives two ids the same key', () => {
    const keys = new Set(Array.from({ length: 100_000 }, (_, i) => commandKey(`import:${500_000 + i}`)));

    expect(keys.size).toBeGreaterThan(99_700);
  });
});
